//! JSON as the browser reads it: a small tree and one short function a type. The worker reads with serde, whose
//! answer names the field that is wrong; a browser only reads what our own worker wrote, and pays for every byte.
//!
//! Numbers are whole: the wire carries counts, minutes and milliseconds. A test holds both readers together.

/// A value of a JSON text.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Deepest nesting that is read.
const DEPTH_MAX: u32 = 64;

impl Json {
    /// The value of a whole text; `None` if it is not JSON, or has a number with a fraction.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEPTH_MAX)?;
        reader.space();
        reader.rest.is_empty().then_some(value)
    }

    /// A member of an object; `Null` where there is none, which is how an absent `Option` travels.
    pub fn get(&self, name: &str) -> &Self {
        let name = name.strip_prefix("r#").unwrap_or(name);
        match self {
            Self::Object(members) => members.iter().find(|(n, _)| n == name).map_or(&Self::Null, |(_, value)| value),
            _ => &Self::Null,
        }
    }

    /// A member of an object as a type.
    pub fn field<T: FromJson>(&self, name: &str) -> Option<T> {
        T::from_json(self.get(name))
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// The value, or `None` if this is not one.
    fn from_json(json: &Json) -> Option<Self>;
}

/// Reads a whole text.
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&Json::parse(text)?)
}

/// `FromJson` for a struct of named fields, each of which is read by its name.
#[macro_export]
macro_rules! from_json {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::json::FromJson for $name {
            fn from_json(json: &$crate::json::Json) -> Option<Self> {
                Some(Self { $($field: json.field(stringify!($field))?),* })
            }
        }
    };
}

/// The same for what only the team is sent. It is read once [`crate::ticket::event::read_internal`] was called: a customer's
/// program never does, and so does without the code.
#[macro_export]
macro_rules! internal_json {
    ($name:ident { $($field:ident),* $(,)? }) => {
        const _: () = {
            thread_local! {
                static READ: std::cell::Cell<fn(&$crate::json::Json) -> Option<$name>> = const { std::cell::Cell::new(|_| None) };
            }

            impl $name {
                /// Lets this be read from JSON.
                pub(crate) fn read_internal() {
                    READ.set(|json| Some(Self { $($field: json.field(stringify!($field))?),* }));
                }
            }

            impl $crate::json::FromJson for $name {
                fn from_json(json: &$crate::json::Json) -> Option<Self> {
                    READ.get()(json)
                }
            }
        };
    };
}

impl FromJson for () {
    fn from_json(_: &Json) -> Option<Self> {
        Some(())
    }
}

impl FromJson for bool {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromJson for i64 {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Number(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromJson for u32 {
    fn from_json(json: &Json) -> Option<Self> {
        i64::from_json(json)?.try_into().ok()
    }
}

impl FromJson for u16 {
    fn from_json(json: &Json) -> Option<Self> {
        i64::from_json(json)?.try_into().ok()
    }
}

impl FromJson for u8 {
    fn from_json(json: &Json) -> Option<Self> {
        i64::from_json(json)?.try_into().ok()
    }
}

impl FromJson for String {
    fn from_json(json: &Json) -> Option<Self> {
        json.text().map(str::to_owned)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(None),
            value => T::from_json(value).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::List(values) => values.iter().map(T::from_json).collect(),
            Json::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(json: &Json) -> Option<Self> {
        T::from_json(json).map(Self::new)
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: u32) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.rest.bytes().next()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Json::Text),
            b't' => self.eat("true").then_some(Json::Bool(true)),
            b'f' => self.eat("false").then_some(Json::Bool(false)),
            b'n' => self.eat("null").then_some(Json::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: u32) -> Option<Json> {
        self.eat("{");
        let mut members = Vec::new();
        self.space();
        if self.eat("}") {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            self.eat(":").then_some(())?;
            members.push((name, self.value(depth)?));
            self.space();
            if self.eat("}") {
                return Some(Json::Object(members));
            }
            self.eat(",").then_some(())?;
        }
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        self.eat("[");
        let mut values = Vec::new();
        self.space();
        if self.eat("]") {
            return Some(Json::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            if self.eat("]") {
                return Some(Json::List(values));
            }
            self.eat(",").then_some(())?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.eat("\"").then_some(())?;
        let mut text = String::new();
        loop {
            let plain = self.rest.bytes().position(|b| matches!(b, b'"' | b'\\' | ..0x20))?;
            let (before, rest) = self.rest.split_at_checked(plain)?;
            text.push_str(before);
            self.rest = rest;
            if self.eat("\"") {
                return Some(text);
            }
            self.eat("\\").then_some(())?;
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let kind = self.rest.chars().next()?;
        self.rest = self.rest.get(kind.len_utf8()..)?;
        Some(match kind {
            '"' | '\\' | '/' => kind,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.four_digits()?;
                if !(0xD800..0xDC00).contains(&unit) {
                    return char::from_u32(unit);
                }
                self.eat("\\u").then_some(())?;
                let low = self.four_digits()?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
                char::from_u32(0x10000 + ((unit - 0xD800) << 10) + low)?
            }
            _ => return None,
        })
    }

    fn four_digits(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(())?;
        u32::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Option<Json> {
        let end = self.rest.bytes().position(|b| !matches!(b, b'-' | b'0'..=b'9')).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let plain = digits.strip_prefix('-').unwrap_or(digits);
        if plain.len() > 1 && plain.starts_with('0') {
            return None;
        }
        digits.parse().ok().map(Json::Number)
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn eat(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}
