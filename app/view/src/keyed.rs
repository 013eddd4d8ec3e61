//! Lists whose rows stay where their keys stay.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use real::{prelude::component, reactive::owner::Owner};
use web_sys::Node as DomNode;

use crate::{
    node::{AnyView, IntoAny, Node},
    render::{Built, Following, placeholder},
};

/// The rows to show now: the hash of each key, and how to draw the row if it is new.
type Wanted = Vec<(u64, Box<dyn FnOnce() -> AnyView>)>;

/// A list that follows its signals.
pub struct Keyed(Box<dyn FnMut() -> Wanted>);

/// The rows that are there.
pub struct Rows {
    rows: Vec<Row>,
    end: DomNode,
}

struct Row {
    key: u64,
    view: Built,
    owner: Owner,
}

/// `each` gives the items, `key` what tells them apart, `children` draws one. A row is drawn once and keeps its
/// signals for as long as its key is in the list.
#[component]
pub fn For<I, T, E, K, KF, V, C>(
    /// The items.
    each: E,
    /// What tells an item from the others.
    key: KF,
    /// Draws an item.
    children: C,
) -> AnyView
where
    E: Fn() -> I + 'static,
    I: IntoIterator<Item = T>,
    T: 'static,
    K: Hash,
    KF: Fn(&T) -> K + 'static,
    C: Fn(T) -> V + Clone + 'static,
    V: IntoAny + 'static,
{
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    AnyView::new(Node::Keyed(Keyed(Box::new(move || {
        each()
            .into_iter()
            .map(|item| {
                let hash = hasher.hash_one(key(&item));
                let children = children.clone();
                let draw: Box<dyn FnOnce() -> AnyView> = Box::new(move || children(item).into_any());
                (hash, draw)
            })
            .collect()
    }))))
}

impl Keyed {
    /// Draws the rows and keeps them current.
    pub(crate) fn build(mut self) -> Following<Rows> {
        // Rows outlive the run of the effect that has drawn them.
        let parent = Owner::current().unwrap_or_default();
        let run = move |before: Option<Rows>| {
            let wanted = (self.0)();
            let mut rows = before.unwrap_or_else(|| Rows { rows: Vec::new(), end: placeholder() });
            rows.change(wanted, &parent);
            rows
        };
        Following::new(run, None)
    }
}

impl Rows {
    fn change(&mut self, wanted: Wanted, parent: &Owner) {
        let mut old: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        let rows = wanted.into_iter().map(|(key, draw)| take(&mut old, key).unwrap_or_else(|| Row::new(key, draw, parent))).collect();
        for gone in old.into_iter().flatten() {
            gone.view.remove();
            gone.owner.cleanup();
        }
        self.rows = rows;
        self.place();
    }

    /// Moves only what does not stand right already, so that focus and scrolling stay.
    fn place(&self) {
        let Some(parent) = self.end.parent_node() else {
            return;
        };
        let mut next = self.end.clone();
        for row in self.rows.iter().rev() {
            let mut last = None;
            row.view.each(&mut |node| last = Some(node.clone()));
            let stands = last.is_some_and(|last| last.next_sibling().as_ref() == Some(&next));
            if !stands {
                row.view.insert(&parent, Some(&next));
            }
            next = row.view.first();
        }
    }

    pub(crate) fn first(&self) -> DomNode {
        self.rows.first().map_or_else(|| self.end.clone(), |row| row.view.first())
    }

    pub(crate) fn each(&self, visit: &mut dyn FnMut(&DomNode)) {
        self.rows.iter().for_each(|row| row.view.each(visit));
        visit(&self.end);
    }
}

impl Row {
    fn new(key: u64, draw: Box<dyn FnOnce() -> AnyView>, parent: &Owner) -> Self {
        let owner = parent.with(Owner::new);
        let view = owner.with(|| Built::new(draw()));
        Self { key, view, owner }
    }
}

/// Rows mostly come in their old order, so the search begins at the first that is left.
fn take(old: &mut [Option<Row>], key: u64) -> Option<Row> {
    old.iter_mut().find(|row| row.as_ref().is_some_and(|row| row.key == key))?.take()
}
