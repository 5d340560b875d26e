//! Plain values in objects: what they became, and when.

/// A plain value of an object has become another. It is no event: nothing was counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredField {
    pub(super) object: u64,
    /// The indices of the texts that say where the value lies and what it is; of the empty one, if it is gone.
    pub(super) texts: [u32; 2],
    /// The last step before. The ledger's while the recording lasts, then that of the recording.
    pub(super) after: u64,
}
