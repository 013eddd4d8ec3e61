//! What one statement gave.

use js_sys::{JSON, JsString, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use super::Fault;
use super::binding::Answer;

/// The rows of one statement. They cross from JavaScript as JSON: one copy, one parser for everything.
#[derive(Clone)]
pub struct Rows {
    results: JsValue,
    /// Rows that a write changed.
    pub changes: u32,
    /// Rows that SQLite looked at: what D1 charges for.
    pub rows_read: u32,
}

impl Rows {
    pub(super) fn new(answer: &Answer) -> Self {
        let meta = answer.meta();
        let number = |n: Option<f64>| n.unwrap_or_default() as u32;
        Self { results: answer.results(), changes: number(meta.changes()), rows_read: number(meta.rows_read()) }
    }

    /// All rows.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, Fault> {
        if self.results.is_undefined() || self.results.is_null() {
            return Ok(Vec::new());
        }
        let text = JSON::stringify(&self.results)?.as_string().unwrap_or_default();
        serde_json::from_str(&text).map_err(|e| Fault::new(format!("a row does not fit: {e}")))
    }

    /// The first row, if there is one.
    pub fn one<T: DeserializeOwned>(&self) -> Result<Option<T>, Fault> {
        Ok(self.all()?.into_iter().next())
    }

    /// A text column of the first row. JSON that SQLite has built passes through like this, unparsed.
    pub fn text(&self, column: &str) -> Option<String> {
        let first = Reflect::get_u32(&self.results, 0).ok()?;
        get(&first, column).as_string()
    }

    /// The same, left where it is: for what is only passed on.
    pub fn js_text(&self, column: &str) -> Option<JsString> {
        let first = Reflect::get_u32(&self.results, 0).ok()?;
        get(&first, column).dyn_into().ok()
    }

    /// A number column of the first row.
    pub fn number(&self, column: &str) -> Option<i64> {
        let first = Reflect::get_u32(&self.results, 0).ok()?;
        get(&first, column).as_f64().map(|n| n as i64)
    }

    /// Whether there is any row.
    pub fn any(&self) -> bool {
        js_sys::Array::is_array(&self.results) && js_sys::Array::from(&self.results).length() > 0
    }
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
