//! D1's JavaScript interface, as far as it is used: its methods called directly, because every name looked up and every
//! value passed crosses into JavaScript.

use std::cell::OnceCell;

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;

use super::Fault;

#[wasm_bindgen]
extern "C" {
    /// The binding.
    #[derive(Clone)]
    pub type Database;
    /// A prepared statement.
    pub type Statement;
    /// What one statement gave.
    pub type Answer;
    /// What it cost.
    pub type Meta;

    #[wasm_bindgen(method, structural, catch)]
    pub fn prepare(this: &Database, sql: &str) -> Result<Statement, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub fn batch(this: &Database, statements: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, variadic)]
    pub fn bind(this: &Statement, args: &Array) -> Result<Statement, JsValue>;

    #[wasm_bindgen(method, structural, getter)]
    pub fn results(this: &Answer) -> JsValue;

    #[wasm_bindgen(method, structural, getter)]
    pub fn meta(this: &Answer) -> Meta;

    #[wasm_bindgen(method, structural, getter)]
    pub fn changes(this: &Meta) -> Option<f64>;

    #[wasm_bindgen(method, structural, getter)]
    pub fn rows_read(this: &Meta) -> Option<f64>;
}

thread_local! {
    static DATABASE: OnceCell<Database> = const { OnceCell::new() };
}

/// The database binding. One function picks it, so that more databases are a matter of bindings and a directory.
pub fn database(env: &Env) -> Result<Database, Fault> {
    if let Some(known) = DATABASE.with(|cell| cell.get().cloned()) {
        return Ok(known);
    }
    let found = Reflect::get(env.as_ref(), &"DB".into())?;
    if found.is_undefined() {
        return Err(Fault::new("there is no D1 binding named DB"));
    }
    let found: Database = found.unchecked_into();
    Ok(DATABASE.with(|cell| cell.get_or_init(|| found).clone()))
}
