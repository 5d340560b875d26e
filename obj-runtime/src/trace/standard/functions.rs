//! `Trace` and `Frozen` for functions.

/// Function pointers hold nothing. Those with a borrowed argument are types of their own.
macro_rules! functions {
    ($($argument:ident)*) => {
        constant! { [R, $($argument),*] fn($($argument),*) -> R }
    };
}

functions!();
functions!(A);
functions!(A B);
functions!(A B C);
functions!(A B C D);
