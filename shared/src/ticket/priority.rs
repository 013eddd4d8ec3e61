//! Priority: proposed by a visible matrix, confirmed by an agent (R3).

words! {
    /// How far a problem reaches.
    Impact {
        Company = "company", "全公司", "Whole company";
        Department = "department", "一个部门", "One department";
        Person = "person", "一个人", "One person";
    }
}

words! {
    /// Urgency in the requester's words.
    Urgency {
        Stopped = "stopped", "无法工作", "Work has stopped";
        Slow = "slow", "能用，但很慢或要绕路", "Slow, or there is a workaround";
        Small = "small", "小问题", "A small problem";
    }
}

words! {
    /// P0 is the most severe.
    Priority {
        P0 = "p0", "P0 重大", "P0 major";
        P1 = "p1", "P1 高", "P1 high";
        P2 = "p2", "P2 中", "P2 normal";
        P3 = "p3", "P3 低", "P3 low";
    }
}

impl Priority {
    /// 0–3, for shape and sort order.
    pub const fn level(self) -> u8 {
        self as u8
    }
}

/// The default matrix. P0 is never proposed: an agent, lead or admin sets it.
pub const fn propose(impact: Impact, urgency: Urgency) -> Priority {
    match (impact, urgency) {
        (Impact::Company, Urgency::Stopped | Urgency::Slow) => Priority::P1,
        (Impact::Company, Urgency::Small) => Priority::P2,
        (Impact::Department, Urgency::Stopped) => Priority::P1,
        (Impact::Department, Urgency::Slow) => Priority::P2,
        (Impact::Department, Urgency::Small) => Priority::P3,
        (Impact::Person, Urgency::Stopped) => Priority::P2,
        (Impact::Person, Urgency::Slow | Urgency::Small) => Priority::P3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r3_the_matrix_proposes() {
        use Priority::{P1, P2, P3};
        let table: Vec<Vec<Priority>> = Impact::ALL.iter().map(|&i| Urgency::ALL.iter().map(|&u| propose(i, u)).collect()).collect();
        assert_eq!(table, [[P1, P1, P2], [P1, P2, P3], [P2, P3, P3]]);
    }
}
