//! What an operation asks for: parameters and body.

use schemars::SchemaGenerator;
use serde_json::{Value, json};

use crate::http::description::Place;
use crate::http::replay::{KEY_CHARS, Keyed};
use crate::http::route::{Route, Takes};

/// Path, query and header parameters.
pub fn parameters(route: &Route, generator: &mut SchemaGenerator) -> Vec<Value> {
    let mut all: Vec<Value> = variable_parts(route.path).map(path_parameter).collect();
    for parameter in route.description.parameters {
        let place = match parameter.place {
            Place::Query => "query",
            Place::Header => "header",
        };
        all.push(json!({
            "name": parameter.name,
            "in": place,
            "required": parameter.required,
            "description": parameter.about,
            "schema": parameter.schema.write(generator),
        }));
    }
    if route.keyed != Keyed::Never {
        let pattern = format!("^[A-Za-z0-9_-]{{{},{}}}$", KEY_CHARS.start(), KEY_CHARS.end());
        all.push(json!({
            "name": "Idempotency-Key",
            "in": "header",
            "required": route.keyed == Keyed::Required,
            "description": "Random, one for each intention, the same when it is repeated.",
            "schema": { "type": "string", "pattern": pattern },
        }));
    }
    all
}

/// The body, if there is one.
pub fn body(route: &Route, generator: &mut SchemaGenerator) -> Option<Value> {
    match route.takes {
        Takes::Nothing => None,
        Takes::Json => {
            let schema = route.description.takes?.write(generator);
            Some(json!({ "required": true, "content": { "application/json": { "schema": schema } } }))
        }
        Takes::Upload => {
            let binary = json!({ "schema": { "type": "string", "format": "binary" } });
            Some(json!({ "required": true, "content": { "application/octet-stream": binary } }))
        }
    }
}

/// The names in braces.
pub fn variable_parts(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn path_parameter(name: &'static str) -> Value {
    let schema = match name {
        "serial" => json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX }),
        "slug" => json!({ "type": "string", "minLength": 3, "maxLength": 30 }),
        _ => json!({ "type": "string", "minLength": 1, "maxLength": shared::id::ID_BYTES_MAX }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}
