//! What a page reads from the server: loading, there, failed, and loading again with the old still shown.

use leptos::prelude::*;
use shared::json::FromJson;

use crate::{
    api::{Abort, ApiError, Call},
    dom,
};

/// Something read by GET, kept current with the path it is read from.
pub struct Load<T: Send + Sync + 'static> {
    /// The newest answer. Stays while a newer one is on its way, and when that one fails.
    pub value: RwSignal<Option<T>>,
    /// Why the newest request failed.
    pub error: RwSignal<Option<ApiError>>,
    /// Is a request on its way?
    pub busy: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: FromJson + Send + Sync + 'static> Load<T> {
    /// Reads now, and anew whenever a signal in `path` changes. A request that is out of date is given up.
    pub fn new(path: impl Fn() -> String + 'static) -> Self {
        let load = Self::empty();
        follow(Box::new(path), load.error, load.busy, load.again, move |text| {
            let read = crate::api::read::<T>(text)?;
            load.value.try_set(Some(read));
            Ok(())
        });
        load
    }

    fn empty() -> Self {
        Self { value: RwSignal::new(None), error: RwSignal::new(None), busy: RwSignal::new(true), again: RwSignal::new(0) }
    }
}

impl<T: Send + Sync + 'static> Load<T> {
    /// Reads again.
    pub fn reload(&self) {
        self.again.update(|n| *n += 1);
    }
}

type Accept = dyn Fn(&str) -> Result<(), ApiError>;

/// The part of [`Load::new`] that needs no type, compiled once.
fn follow(
    path: Box<dyn Fn() -> String>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    again: RwSignal<u32>,
    accept: impl Fn(&str) -> Result<(), ApiError> + 'static,
) {
    let accept: std::rc::Rc<Accept> = std::rc::Rc::new(accept);
    Effect::new(move |older: Option<Abort>| {
        again.track();
        if let Some(older) = older {
            older.now();
        }
        let abort = Abort::with_component();
        let call = Call::get(path()).abort(&abort);
        let accept = accept.clone();
        busy.set(true);
        dom::spawn(async move {
            let outcome = match call.text().await {
                Ok(text) => accept(&text),
                Err(failed) => Err(failed),
            };
            if outcome.as_ref().is_err_and(ApiError::is_aborted) {
                return;
            }
            error.try_set(outcome.err());
            busy.try_set(false);
        });
        abort
    });
}
