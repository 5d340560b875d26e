//! The balance of a recording: which lines took handles, and how many of them are still open.

use std::collections::BTreeMap;
use std::fmt;

use super::event::EventKind;
use super::log::Log;
use crate::inspect::writing::visible::Visible;
use crate::ledger::Site;

/// The handles of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteBalance {
    /// The line.
    pub site: Site,
    /// The handles it took in the recording, as far as their events were kept or they are open.
    pub taken: usize,
    /// Those of them that have ended.
    pub ended: usize,
    /// The types of the objects, with the number of handles to each that are open.
    pub open_by_type: BTreeMap<&'static str, usize>,
}

impl SiteBalance {
    /// The handles that are open.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let kept = text.clone();
    /// drop(text);
    /// let balance = recording.finish().balance();
    /// let open: Vec<usize> = balance.sites().iter().map(|site| site.open()).collect();
    /// assert_eq!(open, [0, 1]);                           // the clone is still there
    /// # drop(kept);
    /// ```
    #[must_use]
    pub fn open(&self) -> usize {
        self.open_by_type.values().sum()
    }
}

/// The handles of a recording by file and line; made by [`Log::balance`]. Displayed as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    sites: Vec<SiteBalance>,
}

impl Log {
    /// How many handles each line took during the recording, and how many of them are open.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let kept = text.clone();
    /// drop(text);
    /// let balance = recording.finish().balance();
    /// println!("{balance}");                              // src/main.rs: 1 open of 2 taken …
    /// assert_eq!(balance.sites().len(), 2);               // two lines have taken handles
    /// # drop(kept);
    /// ```
    #[must_use]
    pub fn balance(&self) -> Balance {
        let mut open: BTreeMap<u64, (Site, u64)> = BTreeMap::new();
        let mut sites: BTreeMap<Site, SiteBalance> = BTreeMap::new();
        for (&handle, &(object, site)) in self.base.handles.range(self.start + 1..) {
            sites.entry(site).or_insert_with(|| SiteBalance::of(site)).taken += 1;
            open.insert(handle, (site, object));
        }
        for event in &self.events {
            if event.kind.takes()
                && let Some(site) = event.site
            {
                let of_site = sites.entry(site).or_insert_with(|| SiteBalance::of(site));
                of_site.taken += 1;
                open.insert(event.handle, (site, event.object));
            } else if matches!(event.kind, EventKind::Dropped | EventKind::Kept)
                && let Some((site, _)) = open.remove(&event.handle)
                && let Some(of_site) = sites.get_mut(&site)
            {
                of_site.ended += 1;
            }
        }
        for (site, object) in open.into_values() {
            let type_name = self.name(object).map_or("?", |name| name.type_name);
            if let Some(of_site) = sites.get_mut(&site) {
                *of_site.open_by_type.entry(type_name).or_default() += 1;
            }
        }
        Balance { sites: sites.into_values().collect() }
    }
}

impl SiteBalance {
    fn of(site: Site) -> Self {
        Self { site, taken: 0, ended: 0, open_by_type: BTreeMap::new() }
    }
}

impl Balance {
    /// The lines, by file.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let kept = text.clone();
    /// drop(text);
    /// let balance = recording.finish().balance();
    /// let line = &balance.sites()[1];
    /// assert_eq!((line.taken, line.ended, line.open_by_type["str"]), (1, 0, 1));
    /// # drop(kept);
    /// ```
    #[must_use]
    pub fn sites(&self) -> &[SiteBalance] {
        &self.sites
    }

    /// Leaves out lines whose handles have all ended.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let kept = text.clone();
    /// drop(text);
    /// let balance = recording.finish().balance();
    /// assert_eq!(balance.ignore_balanced().sites().len(), 1);
    /// # drop(kept);
    /// ```
    #[must_use]
    pub fn ignore_balanced(mut self) -> Self {
        self.sites.retain(|site| site.open() > 0);
        self
    }
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut files: BTreeMap<&str, Vec<&SiteBalance>> = BTreeMap::new();
        self.sites.iter().for_each(|site| files.entry(site.site.file()).or_default().push(site));
        for (file, sites) in files {
            let open: usize = sites.iter().map(|site| site.open()).sum();
            let taken: usize = sites.iter().map(|site| site.taken).sum();
            writeln!(f, "{file}: {open} open of {taken} taken")?;
            for site in sites {
                writeln!(f, "  line {}: {} open of {} taken", site.site.line(), site.open(), site.taken)?;
                for (type_name, open) in &site.open_by_type {
                    writeln!(f, "    {open} to {}", Visible(type_name))?;
                }
            }
        }
        Ok(())
    }
}
