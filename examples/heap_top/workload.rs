//! What is watched: a server whose sessions come and go in circles, and whose cache forgets nothing.

use obj_runtime::prelude::*;

/// Somebody who is logged in.
#[derive(Object, Default)]
pub(super) struct Session {
    user: Obj<Str>,
    requests: ObjVec<Request>,
}

/// What a session is asked. It knows its session: a circle.
#[derive(Object, Default)]
pub(super) struct Request {
    session: ObjCell<Session>,
    answer: ObjCell<Page>,
}

/// An answer, which the cache keeps.
#[derive(Object, Default)]
pub(super) struct Page {
    text: Obj<Str>,
}

/// The leak.
#[derive(Object, Default)]
pub(super) struct Cache {
    pages: ObjMap<Str, Page>,
}

pub(super) struct Server {
    cache: Obj<Cache>,
    sessions: Vec<Obj<Session>>,
    served: usize,
}

impl Server {
    pub(super) fn new() -> Self {
        Self { cache: Obj::new(Cache::default()), sessions: Vec::new(), served: 0 }
    }

    /// Serves some requests, a few of them for pages that were not asked for before.
    pub(super) fn serve(&mut self, requests: usize) {
        for _ in 0..requests {
            self.served += 1;
            if self.served % 8 == 1 {
                let user = Obj::from(format!("user {}", self.served / 8));
                self.sessions.push(Obj::new(Session { user, ..Default::default() }));
            }
            self.answer(self.served);
            if self.sessions.len() > 60 {
                self.sessions.drain(..10);
            }
        }
    }

    fn answer(&self, number: usize) {
        let Some(session) = self.sessions.get(number % self.sessions.len()) else { return };
        let request = Obj::new(Request::default());
        request.session.set(session);
        let path: Obj<Str> = format!("/page/{}", number % (100 + number / 20)).into();
        let page = self.cache.pages.get(&path).unwrap_or_else(|| self.render(path));
        request.answer.set(&page);
        session.requests.push(request);
    }

    fn render(&self, path: Obj<Str>) -> Obj<Page> {
        let page = Obj::new(Page { text: format!("the text of {path}, rendered").into() });
        self.cache.pages.insert(path, page.clone());
        page
    }

    /// For whoever looks at the screen.
    pub(super) fn in_words(&self) -> String {
        let users: Vec<String> = self.sessions.iter().rev().take(3).map(|session| session.user.to_string()).collect();
        let text = self.cache.pages.values().next().map_or(0, |page| page.text.len());
        format!("{} requests; {}; the first page has {text} characters", self.served, users.join(", "))
    }
}
