//! How far a run is: a bar with the time that is left, the table so far, and the file it can be taken up from.

use indicatif::{ProgressBar, ProgressStyle};

use crate::model::Workload;
use crate::partial::Partial;
use crate::statistics::Row;

/// What a run tells while it goes on.
pub(crate) struct Progress {
    bar: ProgressBar,
    partial: Option<Partial>,
}

impl Progress {
    /// The progress of a run of `turns` samples, which is kept in `partial` as it goes, if there is one.
    pub(crate) fn new(turns: usize, partial: Option<Partial>) -> Self {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} samples, {eta} left  {msg}");
        let bar = ProgressBar::new(turns as u64).with_style(style.expect("the template is well formed"));
        Self { bar, partial }
    }

    /// Begins `workload` of `turns` samples, unless its rows are there already.
    pub(crate) fn begin(&mut self, workload: &Workload, turns: usize) -> Option<Vec<Row>> {
        let kept = self.partial.as_mut().and_then(|partial| partial.take(workload));
        match &kept {
            Some(rows) => {
                self.bar.dec_length(turns as u64);
                self.print(rows);
            }
            None => self.bar.set_message(workload.name),
        }
        kept
    }

    /// To be told of each sample.
    pub(crate) fn turn(&self) {
        self.bar.inc(1);
    }

    /// To be told of the rows of each finished workload.
    ///
    /// # Errors
    ///
    /// A text if they cannot be kept.
    pub(crate) fn finished(&self, rows: &[Row]) -> Result<(), String> {
        self.print(rows);
        self.partial.as_ref().map_or(Ok(()), |partial| partial.add(rows))
    }

    /// Ends the run: there is nothing to take up any more.
    pub(crate) fn end(self) {
        self.bar.finish_and_clear();
        if let Some(partial) = self.partial {
            partial.finish();
        }
    }

    fn print(&self, rows: &[Row]) {
        self.bar.suspend(|| rows.iter().for_each(|row| println!("{row}")));
    }
}
