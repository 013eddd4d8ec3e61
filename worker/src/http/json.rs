//! JSON bodies: a refusal names the field.

use serde::de::DeserializeOwned;
use shared::error::{Code, Refusal};

use super::call::Failure;

/// Parses a body into valid values.
pub fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    // In two steps, so that what is no JSON at all is told apart, and so that serde's code exists once per type.
    let value: serde_json::Value = serde_json::from_str(body).map_err(|_| Failure::from(Code::BodyInvalid))?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        refusal(&error.into_inner().to_string(), if path == "." { "" } else { &path }).into()
    })
}

/// serde's words → ours.
fn refusal(message: &str, path: &str) -> Refusal {
    let refusal = if let Some(field) = quoted(message, "missing field `") {
        return Refusal::new(Code::FieldRequired).field(joined(path, field));
    } else if let Some(field) = quoted(message, "unknown field `") {
        let inner = if path.ends_with(field) { path.to_owned() } else { joined(path, field) };
        return Refusal::new(Code::FieldUnknown).field(inner);
    } else {
        Refusal::from_wire(message).unwrap_or_else(|| Refusal::new(Code::FieldInvalid))
    };
    match path {
        "" => refusal,
        path => refusal.field(dotted(path)),
    }
}

fn quoted<'a>(message: &'a str, lead: &str) -> Option<&'a str> {
    message.strip_prefix(lead)?.split('`').next()
}

fn joined(path: &str, field: &str) -> String {
    match path {
        "" => field.to_owned(),
        path => format!("{}.{field}", dotted(path)),
    }
}

/// `details[0].text` → `details.0.text`.
fn dotted(path: &str) -> String {
    path.replace('[', ".").replace(']', "").trim_start_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::wire::ticket::NewTicket;

    fn refused(body: &str) -> Refusal {
        match parse::<NewTicket>(body) {
            Err(Failure::Refused(refusal, _)) => refusal,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_refusal_names_code_field_and_limit() {
        let filed = |title: &str, details: &str, more: &str| {
            format!(r#"{{"class":"fault","title":{title},"details":{details},"impact":"person","urgency":"slow"{more}}}"#)
        };
        assert_eq!(refused("{").code, Code::BodyInvalid);
        assert_eq!(refused(r#"{"class":"fault"}"#), Refusal::new(Code::FieldRequired).field("title"));
        assert_eq!(refused(&filed(r#""""#, "[]", "")), Refusal::new(Code::FieldRequired).field("title"));
        let long = format!("\"{}\"", "单".repeat(81));
        assert_eq!(refused(&filed(&long, "[]", "")), Refusal::new(Code::TextTooLong).limit(80).field("title"));
        let details = r#"[{"key":"actual","text":" "}]"#;
        assert_eq!(refused(&filed(r#""t""#, details, "")), Refusal::new(Code::FieldRequired).field("details.0.text"));
        let details = r#"[{"key":"nothing","text":"x"}]"#;
        assert_eq!(refused(&filed(r#""t""#, details, "")), Refusal::new(Code::FieldInvalid).field("details.0.key"));
        let more = r#","workspace_id":"w""#;
        assert_eq!(refused(&filed(r#""t""#, "[]", more)), Refusal::new(Code::FieldUnknown).field("workspace_id"));
        assert_eq!(refused("[]").code, Code::FieldInvalid);
    }
}
