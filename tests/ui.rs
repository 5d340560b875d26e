//! Every rule of use and the message that its breach gives.
