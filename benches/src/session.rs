//! A process that takes samples when asked, and what becomes of it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::allocator::MIMALLOC_VARIABLE;
use crate::child;
use crate::contenders::cpython;
use crate::model::{Allocator, Contender, Program, Scale, Workload};

/// What a process said about one sample.
#[derive(Clone, Copy)]
pub(crate) struct Reply {
    pub(crate) value: f64,
    pub(crate) operations: f64,
    pub(crate) resident: f64,
    /// Page faults in the sample, if the process counts them.
    pub(crate) faults: Option<f64>,
}

/// Why there are no more samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The process ended: "stack overflow", "signal 11", "panic".
    Crash(String),
    /// A sample took longer than this, and the process was stopped.
    Stopped(Duration),
    /// The compiler, which is timed here, has errors to report.
    DoesNotCompile,
    /// It could not be started, or spoke out of turn.
    Broken(String),
}

/// How long one sample may take, preparations included. It says too little to hold up everyone else for longer.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// The command that runs `contender` on `workload`.
pub(crate) fn command(workload: &Workload, contender: &Contender, scale: Scale) -> io::Result<Command> {
    let mut command = match contender.program {
        Program::Compiler => unreachable!("the compiler is timed, not asked for samples"),
        Program::Python => cpython::command(&[workload.name, if scale.quick { "quick" } else { "full" }]),
        Program::Rust(_) => {
            let mut command = Command::new(std::env::current_exe()?);
            command.args([child::SUBCOMMAND, workload.name, contender.name]);
            command.args(scale.quick.then_some("--quick"));
            command
        }
    };
    if contender.allocator == Allocator::Mimalloc {
        command.env(MIMALLOC_VARIABLE, "1");
    }
    Ok(command)
}

/// A running process. Dropping the session ends it.
pub(crate) struct Session {
    process: Child,
    requests: ChildStdin,
    replies: Receiver<String>,
    complaints: Option<JoinHandle<String>>,
    limit: Duration,
}

impl Session {
    /// Starts the process.
    ///
    /// # Errors
    ///
    /// [`Failure::Broken`] if it does not start.
    pub(crate) fn start(workload: &Workload, contender: &Contender, scale: Scale) -> Result<Self, Failure> {
        command(workload, contender, scale).and_then(|command| Self::of(command, LIMIT)).map_err(broken)
    }

    /// Starts `command`, which is to answer each request within `limit`.
    fn of(mut command: Command, limit: Duration) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn()?;
        let requests = process.stdin.take().expect("stdin is piped");
        let output = process.stdout.take().expect("stdout is piped");
        let mut errors = process.stderr.take().expect("stderr is piped");

        let (sender, replies) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Ok(Self { process, requests, replies, complaints: Some(complaints), limit })
    }

    /// Asks for one sample and waits for it, but not for ever.
    ///
    /// # Errors
    ///
    /// Says why none came. There are no more then.
    pub(crate) fn sample(&mut self) -> Result<Reply, Failure> {
        // A write can only fail when the process is gone, and then reading says why.
        let _ = self.requests.write_all(b"\n").and_then(|()| self.requests.flush());
        match self.replies.recv_timeout(self.limit) {
            Ok(line) => parse(&line).ok_or(Failure::Broken(line)),
            Err(RecvTimeoutError::Timeout) => Err(self.stop()),
            Err(RecvTimeoutError::Disconnected) => Err(self.crash()),
        }
    }

    fn stop(&mut self) -> Failure {
        self.end();
        Failure::Stopped(self.limit)
    }

    /// Ends the process, if it has not ended already.
    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    fn crash(&mut self) -> Failure {
        let status = self.process.wait();
        let complaints = self.complaints.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        match status {
            Ok(status) => Failure::Crash(describe(status, &complaints)),
            Err(error) => broken(error),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.end();
    }
}

fn broken(error: io::Error) -> Failure {
    Failure::Broken(error.to_string())
}

fn parse(line: &str) -> Option<Reply> {
    let mut numbers = line.split(' ').map(|word| word.parse::<f64>().ok());
    let mut next = || numbers.next().flatten();
    Some(Reply { value: next()?, operations: next()?, resident: next()?, faults: next() })
}

/// The way a process ended, in two words.
fn describe(status: ExitStatus, complaints: &str) -> String {
    use std::os::unix::process::ExitStatusExt;
    if complaints.contains("has overflowed its stack") {
        "stack overflow".into()
    } else if complaints.contains("panicked at") {
        "panic".into()
    } else if let Some(signal) = status.signal() {
        format!("signal {signal}")
    } else {
        format!("exit {}", status.code().unwrap_or(-1))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    /// A process that runs the shell's `script`.
    fn session(script: &str, limit: Duration) -> Session {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Session::of(command, limit).expect("there is a shell")
    }

    #[test]
    fn a_sample_that_takes_too_long_is_stopped() {
        let limit = Duration::from_millis(500);
        let start = Instant::now();
        let mut session = session("read request; echo 1 2 3; read request; exec sleep 30", limit);
        assert!(session.sample().is_ok_and(|reply| reply.operations == 2.0));
        assert_eq!(session.sample().err(), Some(Failure::Stopped(limit)));
        assert!(session.process.try_wait().is_ok_and(|status| status.is_some()), "the process has ended");
        assert!(start.elapsed() < Duration::from_secs(20), "nobody waited for the sleeper");
    }

    #[test]
    fn a_process_that_ends_has_crashed() {
        let mut session = session("read request; exit 3", Duration::from_secs(20));
        assert_eq!(session.sample().err(), Some(Failure::Crash("exit 3".into())));
    }
}
