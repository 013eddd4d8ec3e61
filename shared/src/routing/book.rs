//! The routing rules of a workspace, as one document.

use crate::error::{Code, Refusal};
use crate::id::{CompanyId, ModuleId, ProjectId, RuleId, TagId, TeamId};
use crate::lang::Lang;
use crate::sla::calendar::DAY_MINUTES;
use crate::sla::date::WEEKDAYS;
use crate::tag::book::{at_most, is_plain};
use crate::text::Name;
use crate::ticket::Class;
use crate::wire::board::CompanyRef;

/// Most rules of a workspace.
pub const RULES_MAX: usize = 200;
/// Most alternatives of one condition.
pub const CHOICES_MAX: usize = 50;
/// Minutes after which a ticket that nobody owns is shown to leads, as long as nobody has set others.
pub const UNOWNED_MINUTES: u32 = 30;
/// Fewest and most of these minutes: up to a week.
pub const UNOWNED_MINUTES_MIN: u32 = 1;
pub const UNOWNED_MINUTES_MAX: u32 = 7 * 24 * 60;

/// More of these tickets than this are not counted.
pub const UNCLAIMED_MAX: u32 = 100;

words! {
    /// Who of the team becomes the owner.
    Ownership {
        /// Whoever of those who are there has the fewest tickets that are not closed.
        LeastLoaded = "least_loaded", "在办工单最少的人", "whoever has the fewest open tickets";
        /// Whoever of those who are there has got no ticket by routing for the longest time.
        RoundRobin = "round_robin", "轮流", "each in turn";
        Nobody = "nobody", "先不指定负责人", "nobody yet";
    }
}

words! {
    /// On which side of the workspace's business hours a ticket was filed. These are the hours of the calendar by which every ticket
    /// runs that no narrower SLA policy takes: a rule names none by itself, because an edited calendar is a new one.
    BusinessHours {
        Within = "within", "工作时间内", "within business hours";
        Outside = "outside", "工作时间外", "outside business hours";
    }
}

wire! {
    /// When a rule applies. Alternatives of one condition are enough one by one; all conditions must hold. None: always.
    request Conditions {
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 4)))]
        pub class: Vec<Class>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub project: Vec<ProjectId>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub module: Vec<ModuleId>,
        /// The customer's company.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub company: Vec<CompanyId>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub tag: Vec<TagId>,
        /// The requester's language.
        #[serde(default)]
        pub lang: Option<Lang>,
        /// When the ticket was filed.
        #[serde(default)]
        pub hours: Option<Hours>,
        /// The same by the workspace's calendar, holidays and make-up workdays included.
        #[serde(default)]
        pub business_hours: Option<BusinessHours>,
    }

    /// A stretch of the day by the wall clock of a zone. From 22:00 until 06:00 reaches over midnight, and belongs to the day on
    /// which it begins.
    request Hours {
        /// An IANA name.
        pub zone: String,
        /// 0 is Monday; none means every day.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 7)))]
        pub days: Vec<u8>,
        /// In minutes of the local day.
        #[cfg_attr(feature = "schema", schemars(range(max = 1439)))]
        pub from: u16,
        /// The first minute that is not in it any more.
        #[cfg_attr(feature = "schema", schemars(range(max = 1440)))]
        pub until: u16,
    }

    /// A rule.
    request RoutingRule {
        pub id: RuleId,
        /// What the timeline of a ticket calls it.
        pub name: Name,
        pub on: Conditions,
        pub team: TeamId,
        pub owner: Ownership,
        /// One that is switched off is passed over.
        pub active: bool,
    }

    /// `PUT /routing-rules`: all rules, in order.
    request RoutingBook {
        /// The version that was seen; 0 as long as nobody has saved rules.
        pub version: u32,
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub rules: Vec<RoutingRule>,
        /// After how many minutes leads are shown a ticket that nobody owns.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 10080)))]
        pub unowned_minutes: u32,
    }

    /// `POST /routing-rules/trial`: what these rules would have done.
    request TrialRules {
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub rules: Vec<RoutingRule>,
    }

    /// `GET /routing-rules`.
    view RoutingSettings {
        pub version: u32,
        pub rules: Vec<RoutingRule>,
        pub unowned_minutes: u32,
        /// The companies that rules name.
        pub companies: Vec<CompanyRef>,
    }

    /// `GET /unclaimed-tickets`: how many open tickets nobody has taken for too long; at most 100 are counted.
    view Unclaimed {
        pub count: u32,
        /// What the workspace calls too long.
        pub minutes: u32,
    }
}

impl RoutingBook {
    /// What a workspace starts with: the team of the class gets the ticket.
    pub fn starter() -> Self {
        Self { version: 0, rules: Vec::new(), unowned_minutes: UNOWNED_MINUTES }
    }

    /// Refuses what cannot be kept, naming the field. That teams and others exist is for the store to say.
    pub fn check(&self) -> Result<(), Refusal> {
        if !(UNOWNED_MINUTES_MIN..=UNOWNED_MINUTES_MAX).contains(&self.unowned_minutes) {
            return Err(Refusal::new(Code::FieldInvalid).field("unowned_minutes"));
        }
        check(&self.rules)
    }
}

/// Refuses rules that cannot be followed, naming the field.
pub fn check(rules: &[RoutingRule]) -> Result<(), Refusal> {
    at_most(rules.len(), RULES_MAX, "rules".to_owned())?;
    for (place, rule) in rules.iter().enumerate() {
        let twice = rules.iter().take(place).any(|other| other.id == rule.id);
        if twice || !is_plain(rule.id.as_str()) {
            return Err(Refusal::new(Code::FieldInvalid).field(format!("rules.{place}.id")));
        }
        rule.on.check(&format!("rules.{place}.on"))?;
    }
    Ok(())
}

impl Conditions {
    fn check(&self, field: &str) -> Result<(), Refusal> {
        let lists = [
            ("class", self.class.len()),
            ("project", self.project.len()),
            ("module", self.module.len()),
            ("company", self.company.len()),
            ("tag", self.tag.len()),
        ];
        for (name, count) in lists {
            at_most(count, CHOICES_MAX, format!("{field}.{name}"))?;
        }
        let Some(hours) = &self.hours else {
            return Ok(());
        };
        // One or the other, as people are offered them.
        if self.business_hours.is_some() {
            return Err(Refusal::new(Code::FieldInvalid).field(format!("{field}.business_hours")));
        }
        let refuse = |part: &str| Err(Refusal::new(Code::FieldInvalid).field(format!("{field}.hours.{part}")));
        if hours.from >= DAY_MINUTES {
            return refuse("from");
        }
        if hours.until > DAY_MINUTES || hours.until == hours.from {
            return refuse("until");
        }
        match hours.days.iter().any(|day| usize::from(*day) >= WEEKDAYS) {
            true => refuse("days"),
            false => Ok(()),
        }
    }

    /// Whether it always applies, so that no later rule is reached.
    pub fn is_empty(&self) -> bool {
        let Self { class, project, module, company, tag, lang, hours, business_hours } = self;
        let none = class.is_empty() && project.is_empty() && module.is_empty() && company.is_empty() && tag.is_empty();
        none && lang.is_none() && hours.is_none() && business_hours.is_none()
    }
}
