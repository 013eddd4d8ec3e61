//! Puts statements together whose shape depends on a filter. Values never become text: each is an argument, and an
//! equal one is passed once.

use crate::db::{Arg, Stmt};

/// SQL under construction.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    args: Vec<Arg>,
}

impl Sql {
    /// Begins with a text of ours.
    pub fn new(text: &str) -> Self {
        Self::default().text(text)
    }

    /// More text of ours.
    pub fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// A value, for a condition or a column.
    ///
    /// Written as an expression. SQLite looks into a bare argument while it plans a join or a limit, in case it is 0 or 1
    /// (`sqlite3ExprIsInteger`), and D1's runtime clears arguments after every use: such a statement would be planned
    /// anew at each call, which costs more than running it.
    pub fn arg(mut self, value: impl Into<Arg>) -> Self {
        let value = value.into();
        let known = self.args.iter().position(|a| *a == value);
        let neutral = match &value {
            Arg::Text(_) | Arg::Null => "||''",
            Arg::Int(_) => "+0",
        };
        let place = known.unwrap_or_else(|| {
            self.args.push(value);
            self.args.len() - 1
        });
        self.text.push_str(&format!("(?{}{neutral})", place + 1));
        self
    }

    /// ` AND column = value`.
    pub fn and_equals(self, column: &str, value: impl Into<Arg>) -> Self {
        self.text(" AND ").text(column).text(" = ").arg(value)
    }

    /// ` AND column IN (values)`; nothing if there are none.
    pub fn and_in<T: Into<Arg>>(self, column: &str, values: impl IntoIterator<Item = T>) -> Self {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return self;
        }
        let mut sql = self.text(" AND ").text(column).text(" IN (");
        let mut comma = "";
        for value in values {
            sql = sql.text(comma).arg(value);
            comma = ", ";
        }
        sql.text(")")
    }

    /// The statement.
    pub fn stmt(self) -> Stmt {
        Stmt::new(self.text).bind_all(self.args)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_passed_once() {
        let sql = Sql::new("SELECT 1 WHERE a = ").arg("x").and_in("b", ["y", "x"]).and_in::<&str>("c", []);
        assert_eq!(sql.text, "SELECT 1 WHERE a = (?1||'') AND b IN ((?2||''), (?1||''))");
        assert_eq!(sql.args, [Arg::from("x"), Arg::from("y")]);
    }
}
