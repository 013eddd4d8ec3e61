//! The four classes as data: what each asks for, says, and waits for (R7).

use serde::{Deserialize, Serialize};

use crate::error::{Code, Refusal};
use crate::lang::Lang;
use crate::text::Body;

words! {
    /// What kind of work a ticket is.
    Class {
        Question = "question", "功能咨询", "Question";
        Fault = "fault", "系统故障", "Fault";
        Change = "change", "配置变更", "Configuration change";
        Request = "request", "新需求", "New request";
    }
}

words! {
    /// What must have happened before work starts.
    Gate {
        Open = "open", "可直接处理", "Nothing to wait for";
        Approval = "approval", "待批准", "Needs approval";
        Initiation = "initiation", "待立项", "Needs initiation";
    }
}

words! {
    /// A part of the description's template (R1).
    DetailKey {
        Question = "question", "想了解什么", "What would you like to know?";
        Tried = "tried", "试过什么", "What have you tried?";
        Steps = "steps", "操作步骤", "Steps";
        Expected = "expected", "本应怎样", "Expected";
        Actual = "actual", "实际怎样", "Actual";
        Change = "change", "要改成什么", "What should change?";
        Reason = "reason", "为什么要改", "Why?";
        Need = "need", "需要什么", "What do you need?";
        Value = "value", "能带来什么好处", "What is it worth?";
    }
}

/// One answered part of the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Detail {
    pub key: DetailKey,
    pub text: Body,
}

crate::from_json!(Detail { key, text });

/// A part of a template: its key, whether it must be answered, and an example as placeholder.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub key: DetailKey,
    pub need: Need,
    zh: &'static str,
    en: &'static str,
}

/// Whether a part must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

impl Asked {
    /// An example that shows what helps.
    pub const fn example(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

const fn asked(key: DetailKey, need: Need, zh: &'static str, en: &'static str) -> Asked {
    Asked { key, need, zh, en }
}

const QUESTION: &[Asked] = &[
    asked(
        DetailKey::Question,
        Need::Required,
        "例如：月结后如何补录一张采购发票？",
        "For example: how do I enter a purchase invoice after month-end?",
    ),
    asked(DetailKey::Tried, Need::Optional, "看过哪些说明、点过哪些菜单", "Guides you read, menus you tried"),
];
const FAULT: &[Asked] = &[
    asked(
        DetailKey::Actual,
        Need::Required,
        "例如：扫码后提示“物料不存在”，无法报工",
        "For example: after scanning it says “material not found”",
    ),
    asked(
        DetailKey::Steps,
        Need::Optional,
        "1. 打开报工界面\n2. 扫描工单条码\n3. …",
        "1. Open the reporting screen\n2. Scan the work order\n3. …",
    ),
    asked(DetailKey::Expected, Need::Optional, "例如：应带出物料和数量", "For example: material and quantity should appear"),
];
const CHANGE: &[Asked] = &[
    asked(DetailKey::Change, Need::Required, "例如：给仓库王敏开通盘点单审核权限", "For example: let Wang Min approve stock counts"),
    asked(DetailKey::Reason, Need::Required, "例如：原审核人已调岗", "For example: the former approver has moved on"),
];
const REQUEST: &[Asked] = &[
    asked(DetailKey::Need, Need::Required, "例如：按班组汇总的日产量报表", "For example: daily output by shift, as a report"),
    asked(DetailKey::Value, Need::Optional, "例如：每天省去一小时手工统计", "For example: saves an hour of manual counting a day"),
];

impl Class {
    /// The template of the description, in the order of the form.
    pub const fn template(self) -> &'static [Asked] {
        match self {
            Self::Question => QUESTION,
            Self::Fault => FAULT,
            Self::Change => CHANGE,
            Self::Request => REQUEST,
        }
    }

    /// Guidance shown while choosing.
    pub const fn guidance(self, lang: Lang) -> &'static str {
        match self {
            Self::Question => lang.pick("怎么操作、在哪里设置、为什么这样显示", "How do I, where is, why does it show"),
            Self::Fault => {
                lang.pick("报错、打不开、数据不对、设备连不上", "An error, a screen that fails, wrong data, a device that will not connect")
            }
            Self::Change => lang.pick("权限、参数、流程、单据格式的调整", "Permissions, settings, workflows, document layouts"),
            Self::Request => lang.pick("现有系统没有的功能、报表或接口", "A function, report or interface that does not exist yet"),
        }
    }

    /// What choosing it means, said before it is chosen.
    pub const fn consequence(self, lang: Lang) -> &'static str {
        match self {
            Self::Question => lang.pick("由客服直接答复", "Answered by support"),
            Self::Fault => lang.pick("按紧急程度排期处理", "Handled by severity"),
            Self::Change => lang.pick("获批准后才开始处理", "Needs approval before work starts"),
            Self::Request => lang.pick("评估立项后才开始处理", "Assessed and initiated before work starts"),
        }
    }

    /// The gate a ticket of this class starts behind.
    pub const fn gate(self) -> Gate {
        match self {
            Self::Question | Self::Fault => Gate::Open,
            Self::Change => Gate::Approval,
            Self::Request => Gate::Initiation,
        }
    }

    /// Checks the parts against the template, and that the required ones are there; a refusal names `details.<key>`.
    pub fn check(self, details: &[Detail], required: &[DetailKey]) -> Result<(), Refusal> {
        for (index, detail) in details.iter().enumerate() {
            let known = self.template().iter().any(|a| a.key == detail.key);
            let repeated = details.iter().take(index).any(|d| d.key == detail.key);
            if !known || repeated {
                return Err(Refusal::new(Code::FieldInvalid).field(field(detail.key)));
            }
        }
        let missing = required.iter().find(|key| !details.iter().any(|d| d.key == **key));
        match missing {
            Some(key) => Err(Refusal::new(Code::FieldRequired).field(field(*key))),
            None => Ok(()),
        }
    }
}

/// The name under which a template part is refused.
pub fn field(key: DetailKey) -> String {
    format!("details.{}", key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(key: DetailKey) -> Detail {
        Detail { key, text: Body::parse("x").unwrap() }
    }

    #[test]
    fn r1_a_fault_asks_for_steps_expected_and_actual_separately() {
        let keys: Vec<_> = Class::Fault.template().iter().map(|a| a.key).collect();
        assert_eq!(keys, [DetailKey::Actual, DetailKey::Steps, DetailKey::Expected]);
    }

    #[test]
    fn r7_each_class_refuses_missing_foreign_and_repeated_parts() {
        for &class in Class::ALL {
            let full: Vec<_> = class.template().iter().map(|a| detail(a.key)).collect();
            let required = crate::ticket::guide::required(None, class);
            let check = |details: &[Detail]| class.check(details, &required);
            assert_eq!(check(&full), Ok(()));
            let first = class.template()[0].key;
            assert_eq!(check(&[]), Err(Refusal::new(Code::FieldRequired).field(field(first))));
            let mut twice = full.clone();
            twice.push(detail(first));
            assert_eq!(check(&twice).unwrap_err().code, Code::FieldInvalid);
            for &other in Class::ALL.iter().filter(|&&o| o != class) {
                let mut foreign = full.clone();
                foreign.push(detail(other.template()[0].key));
                assert_eq!(check(&foreign).unwrap_err().code, Code::FieldInvalid);
            }
        }
    }
}
