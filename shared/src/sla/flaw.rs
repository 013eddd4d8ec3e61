//! Why a calendar or a policy is refused: a stable word, the sentence a person reads, and the field it is about.

use crate::error::{Code, Refusal};
use crate::lang::Lang;

words! {
    /// What is wrong with a calendar or a policy. The label is the sentence.
    Flaw {
        ZoneUnknown = "zone_unknown", "找不到这个时区，请从列表中选择，例如 Asia/Shanghai。", "This time zone is not known. Choose one of the list, such as Asia/Shanghai.";
        WeekIncomplete = "week_incomplete", "请给出周一到周日共 7 天的时段。", "Give the hours of all 7 days, from Monday to Sunday.";
        WeekdayUnknown = "weekday_unknown", "星期须在周一到周日之间。", "The weekday must be one from Monday to Sunday.";
        IntervalEmpty = "interval_empty", "时段的结束时间须晚于开始时间；跨过午夜的时段请拆成两天填写。", "An interval must end after it begins. Split one that crosses midnight into two days.";
        IntervalBeyondDay = "interval_beyond_day", "时段最晚到 24:00；跨过午夜的时段请拆成两天填写。", "An interval ends at 24:00 at the latest. Split one that crosses midnight into two days.";
        IntervalsOverlap = "intervals_overlap", "这个时段与当天的另一个时段重叠。", "This interval overlaps another one of the same day.";
        IntervalsTooMany = "intervals_too_many", "每天最多 12 个时段。", "At most 12 intervals a day.";
        HoursMissing = "hours_missing", "请填写至少一个时段，或把这一天设为休息日。", "Give at least one interval, or mark the day as closed.";
        NeverOpen = "never_open", "这个日历没有任何工作时段，时限永远不会到期。请至少为一周中的一天填写时段。", "This calendar is never open, so nothing would ever be due. Give at least one weekday hours.";
        DateTwice = "date_twice", "这个日期已在列表中。", "This date is in the list already.";
        DatesTooMany = "dates_too_many", "最多 1000 个日期。", "At most 1000 dates.";
        TargetZero = "target_zero", "时限至少为 1 分钟。", "A target is at least 1 minute.";
        TargetTooLong = "target_too_long", "时限最长为一年（525600 分钟）。", "A target is at most a year (525600 minutes).";
        CalendarUnknown = "calendar_unknown", "找不到这个工作日历，可能已被删除。", "This calendar does not exist. It may have been removed.";
        CalendarTwice = "calendar_twice", "这个工作日历已在列表中。", "This calendar is in the list already.";
        PolicyTwice = "policy_twice", "这条策略已在列表中。", "This policy is in the list already.";
        DefaultMissing = "default_missing", "最后一条须是没有条件的默认策略，这样每张工单都有时限。", "The last policy must be the default, without conditions, so that every ticket has targets.";
        ConditionsMissing = "conditions_missing", "只有最后一条默认策略可以没有条件；排在它前面的没有条件的策略会让其后的策略失效。", "Only the last policy, the default, may be without conditions: one before it would hide those that follow.";
    }
}

impl From<Flawed> for Refusal {
    fn from(flawed: Flawed) -> Self {
        let words = Some((flawed.flaw.label(Lang::Zh), flawed.flaw.label(Lang::En)));
        Self { words, ..Self::new(Code::SlaInvalid).field(flawed.field) }
    }
}

/// A flaw and where it is: `field` is a JSON path such as `week.2.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flawed {
    pub flaw: Flaw,
    pub field: String,
}

impl Flawed {
    pub fn new(flaw: Flaw, field: impl Into<String>) -> Self {
        Self { flaw, field: field.into() }
    }

    /// What a person reads.
    pub const fn text(&self, lang: Lang) -> &'static str {
        self.flaw.label(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14_every_flaw_is_explained_in_both_languages() {
        for flaw in Flaw::ALL {
            assert!(flaw.label(Lang::Zh).ends_with('。') && flaw.label(Lang::En).ends_with('.'), "{flaw:?}");
            assert_eq!(Flaw::parse(flaw.as_str()), Some(*flaw));
        }
    }
}
