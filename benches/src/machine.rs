//! What the figures were taken on, and how much memory a process holds.

use std::fs;
use std::process::Command;

/// The resident memory of this process, or 0 where the system does not say.
pub(crate) fn resident_bytes() -> usize {
    bytes_of("/proc/self/status", "VmRSS:")
}

/// The most memory that was resident since this process began.
pub(crate) fn most_resident_bytes() -> usize {
    bytes_of("/proc/self/status", "VmHWM:")
}

/// The memory that new processes can have.
pub(crate) fn available_bytes() -> usize {
    bytes_of("/proc/meminfo", "MemAvailable:")
}

/// The pages that the system has given this process so far, each at its first touch; 0 where the system does not say.
pub(crate) fn page_faults() -> usize {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in parentheses, may hold spaces: `minflt` is the eighth word behind it.
    let behind_name = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    behind_name.split_whitespace().nth(7).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// What a file of the system says in kibibytes after `label`.
fn bytes_of(file: &str, label: &str) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    let found = text.lines().find_map(|line| line.strip_prefix(label));
    let kibibytes = found.and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok());
    kibibytes.unwrap_or(0) * 1024
}

/// The processor, as the system names it, and how many of them there are.
pub(crate) fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {count} cores", name.map_or("unknown processor", |(_, name)| name.trim()))
}

/// The compiler, as it names itself.
pub(crate) fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    version.unwrap_or_else(|_| "rustc of unknown version".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_touched_first_is_counted() {
        let before = page_faults();
        let memory = std::hint::black_box(vec![1_u8; 64 << 20]);
        // Huge pages are 2 MiB.
        assert!(page_faults() - before >= memory.len() >> 21);
    }
}
