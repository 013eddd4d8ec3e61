//! Parameters in query strings and headers.

use crate::http::description::{Parameter, Place, Schema};

const fn parameter(name: &'static str, place: Place, about: &'static str, schema: Schema) -> Parameter {
    Parameter { name, place, required: false, about, schema }
}

/// Words that find people and companies.
pub const Q: Parameter = parameter(
    "q",
    Place::Query,
    "Part of a name, address or telephone number. Empty finds the first by name.",
    Schema::of::<Option<shared::text::Query>>(),
);
pub const FILE_NAME: Parameter = Parameter {
    required: true,
    ..parameter("x-file-name", Place::Header, "The file's name with its extension: UTF-8, percent-encoded.", Schema::of::<String>())
};
pub const DRAFT_KEY: Parameter = Parameter { required: true, ..DRAFT_KEY_TO_FILE };
pub const DRAFT_KEY_TO_FILE: Parameter = parameter(
    "x-draft-key",
    Place::Header,
    "A random word of at least 128 bits (22 to 100 letters, digits, - or _) that binds uploads to the filing that uses them.",
    Schema::of::<String>(),
);
pub const APP: Parameter = parameter(
    "app",
    Place::Query,
    "desk or portal: whose session, where no x-liandan-app header can be sent.",
    Schema::of::<Option<String>>(),
);
pub const BEFORE: Parameter =
    parameter("before", Place::Query, "The id of the oldest message at hand.", Schema::of::<Option<shared::id::MessageId>>());
pub const AFTER: Parameter =
    Parameter { required: true, ..parameter("after", Place::Query, "The seq of a board or of an earlier answer.", Schema::of::<i64>()) };

const fn narrow(name: &'static str, about: &'static str) -> Parameter {
    parameter(name, Place::Query, about, Schema::of::<Option<String>>())
}

const STATUS: Parameter = narrow("status", "todo, in_progress, verifying, closed; several by comma.");
const CLASS: Parameter = narrow("class", "question, fault, change, request; several by comma.");
const PRIORITY: Parameter = narrow("priority", "p0 to p3; several by comma.");
const WAITING: Parameter = narrow("waiting", "customer, third_party, approval; several by comma.");
const OWNER: Parameter = narrow("owner", "me, none, unclaimed (nobody's for longer than the workspace allows), or a member's id.");
const TEAM: Parameter = narrow("team", "A team's id.");
const COMPANY: Parameter = narrow("company", "A company's id.");
const PROJECT: Parameter = narrow("project", "A project's id.");
const DUE: Parameter = narrow("due", "overdue or soon: how the next promise stands.");
const REOPENED: Parameter = narrow("reopened", "yes: tickets that came back at least once.");
const TAG: Parameter = narrow("tag", "A tag's id.");
const WORDS: Parameter = narrow("q", "Words in title, description and messages, or a number such as #12.");
const SORT: Parameter = narrow("sort", "updated, created, priority or due.");
const CURSOR: Parameter = narrow("cursor", "The `next` of the page before.");
/// What narrows a board.
pub const FILTER: &[Parameter] = &[STATUS, CLASS, PRIORITY, WAITING, OWNER, TEAM, COMPANY, PROJECT, TAG, DUE, REOPENED, WORDS];
/// What narrows, sorts and pages a list.
pub const LIST: &[Parameter] = &[STATUS, CLASS, PRIORITY, WAITING, OWNER, TEAM, COMPANY, PROJECT, TAG, DUE, REOPENED, WORDS, SORT, CURSOR];
