//! The OpenAPI 3.1 document, made of the URL table and of the types that serve. Clients, tests and the isolation
//! matrix read it. It is written while building and lies among the site's files, because what writes it is a sixth of a
//! module that has it.

mod answers;
mod asks;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use shared::wire::problem::Problem;

use crate::http::cookies::App;
use crate::http::route::{Access, Route};
use crate::router::{API, ROUTES};

const ABOUT: &str = "The HTTP API of Liandan: what its own pages use.\n\n\
    - Sessions are cookies. A browser may hold two, the desk's (members) and the portal's (customers): `x-liandan-app: desk|portal`, \
    or `?app=` where no header can be sent, says which one speaks.\n\
    - A write must come from the site itself: `Origin`, or `Sec-Fetch-Site: same-origin`.\n\
    - A write that creates something carries an `Idempotency-Key`. Repeating it gives the first answer; another body under the same key is refused.\n\
    - A ticket's transition names the `version` it saw. A stale one is refused with the ticket as it is.\n\
    - Errors are problem details (RFC 9457) with a stable `code`.\n\
    - What one may not see does not exist: 404.";

/// The document as JSON, for a site that browsers reach by TLS (`is_secure`) or without: cookies have other names.
pub fn document(is_secure: bool) -> String {
    write(is_secure).to_string()
}

fn write(is_secure: bool) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<Problem>().to_value();
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let operation = operation(route, &mut generator, &problem);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            methods.insert(route.method.to_string().to_lowercase(), operation);
        }
    }
    let schemas: Map<String, Value> = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Liandan", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT,
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" } },
        "servers": [{ "url": API }],
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": {
            "desk": scheme(App::Desk, is_secure, "A member's session."),
            "portal": scheme(App::Portal, is_secure, "A customer's session, or that of a requester link: one ticket."),
        } },
    })
}

fn scheme(app: App, is_secure: bool, about: &str) -> Value {
    json!({ "type": "apiKey", "in": "cookie", "name": app.cookie(is_secure), "description": about })
}

fn operation(route: &Route, generator: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut operation = json!({
        "operationId": route.description.id,
        "summary": route.description.about,
        "x-access": access(route.access),
        "security": security(route.access),
        "parameters": asks::parameters(route, generator),
        "responses": answers::responses(route, generator, problem),
    });
    if let (Some(body), Some(fields)) = (asks::body(route, generator), operation.as_object_mut()) {
        fields.insert("requestBody".to_owned(), body);
    }
    operation
}

const fn access(access: Access) -> &'static str {
    match access {
        Access::Anyone => "anyone",
        Access::Visitor => "visitor",
        Access::Session => "session",
        Access::Member => "member",
        Access::Agent => "agent",
        Access::Lead => "lead",
        Access::Admin => "admin",
    }
}

fn security(access: Access) -> Value {
    match access {
        Access::Anyone => json!([]),
        Access::Visitor => json!([{}, { "portal": [] }, { "desk": [] }]),
        Access::Session => json!([{ "desk": [] }, { "portal": [] }]),
        Access::Member | Access::Agent | Access::Lead | Access::Admin => json!([{ "desk": [] }]),
    }
}
