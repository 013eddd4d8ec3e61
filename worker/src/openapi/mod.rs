//! The OpenAPI 3.1 document, made of the URL table and of the types that serve. Clients, tests and the isolation
//! matrix read it.

mod answers;
mod asks;

use std::cell::OnceCell;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use shared::wire::problem::Problem;

use crate::context::Site;
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

thread_local! {
    static DOCUMENT: OnceCell<String> = const { OnceCell::new() };
}

/// The document as text.
pub fn document(site: &Site) -> String {
    DOCUMENT.with(|cell| cell.get_or_init(|| write(site).to_string()).clone())
}

fn write(site: &Site) -> Value {
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
            "desk": scheme(App::Desk, site, "A member's session."),
            "portal": scheme(App::Portal, site, "A customer's session, or that of a requester link: one ticket."),
        } },
    })
}

fn scheme(app: App, site: &Site, about: &str) -> Value {
    json!({ "type": "apiKey", "in": "cookie", "name": app.cookie(site), "description": about })
}

fn operation(route: &Route, generator: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut operation = json!({
        "operationId": route.id,
        "summary": route.about,
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

/// An object of any shape: the document itself.
#[derive(JsonSchema)]
pub struct Document {
    #[schemars(rename = "openapi")]
    _openapi: String,
}
