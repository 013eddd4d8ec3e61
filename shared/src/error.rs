//! The one table of refusals: code, HTTP status, and the sentence a person reads.
//!
//! A *refusal* is the user's: a stable code, the field it concerns, a translated text.
//! A *fault* is ours ([`Code::Fault`]): logged once with a request id, shown as our mistake.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

// Refusals that only the server makes come with their sentence: a browser need not download it.
macro_rules! said {
    ($sentence:literal) => {
        $sentence
    };
    ($sentence:literal, by_server) => {
        if cfg!(any(feature = "server", test)) { $sentence } else { "" }
    };
}

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $word:literal, $status:literal, $zh:literal, $en:literal $(, $by:ident)?;)+) => {
        /// Why something was refused. Stable: clients may rely on the words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Code { $($(#[$meta])* #[serde(rename = $word)] $variant,)+ }

        impl $crate::json::FromJson for Code {
            fn from_json(json: &$crate::json::Json) -> Option<Self> {
                Self::parse(json.text()?)
            }
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The code of a word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// The HTTP status it travels with.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),+ }
            }

            /// The sentence, with `{limit}` where a limit belongs; in a browser only of what it refuses itself.
            const fn sentence(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick(said!($zh $(, $by)?), said!($en $(, $by)?))),+ }
            }
        }
    };
}

codes! {
    // The request itself
    BodyInvalid = "body_invalid", 400, "提交的内容无法读取，请检查后重试。", "The request could not be read. Check it and try again.", by_server;
    QueryInvalid = "query_invalid", 400, "网址中的筛选条件无法识别。", "A filter in the address is not understood.";
    CursorInvalid = "cursor_invalid", 400, "翻页位置已失效，请从第一页重新开始。", "This page position is no longer valid. Start again from the first page.", by_server;
    OriginForeign = "origin_foreign", 403, "请求来自其他网站，已拦截。", "The request came from another site and was blocked.", by_server;
    NotFound = "not_found", 404, "找不到这项内容，可能已被移除，或您无权查看。", "This does not exist, or you may not see it.";
    MethodNotAllowed = "method_not_allowed", 405, "此地址不支持这种操作。", "This address does not support that method.", by_server;
    BodyTooLarge = "body_too_large", 413, "提交的内容过大。", "The request is too large.", by_server;
    ContentTypeUnsupported = "content_type_unsupported", 415, "请以 JSON 格式提交。", "Send this as JSON.", by_server;
    SettingsChanged = "settings_changed", 409, "其他人刚刚修改了这项设置。请载入最新内容后再改。", "Somebody else has just changed these settings. Load the newest and change them again.", by_server;
    SlaInvalid = "sla_invalid", 422, "服务时限的设置有误，请检查后重试。", "Something about these service levels is wrong. Check them and try again.";
    TooManyRequests = "too_many_requests", 429, "操作太频繁，请稍候再试。", "Too many requests. Wait a moment and try again.", by_server;

    // Fields
    FieldRequired = "field_required", 422, "此项必填。", "This field is required.";
    FieldInvalid = "field_invalid", 422, "此项的值无效。", "This value is not valid.";
    FieldUnknown = "field_unknown", 422, "提交中含有未知的字段。", "The request has a field that is not known.", by_server;
    TextTooLong = "text_too_long", 422, "最多 {limit} 个字符。", "At most {limit} characters.";
    EmailInvalid = "email_invalid", 422, "请填写有效的邮箱地址，例如 name@company.com。", "Enter an e-mail address such as name@company.com.";
    SlugInvalid = "slug_invalid", 422, "请用 3–30 个小写字母、数字或连字符。", "Use 3–30 lower-case letters, digits or hyphens.";
    SlugTaken = "slug_taken", 409, "这个门户地址已被使用，请换一个。", "This portal address is taken. Choose another.", by_server;
    NameTaken = "name_taken", 409, "这个名称已存在。", "This name is already in use.";
    EmailTaken = "email_taken", 409, "这个邮箱已存在。", "This e-mail address is already in use.", by_server;
    TooMany = "too_many", 422, "最多 {limit} 项。", "At most {limit} items.";
    LimitReached = "limit_reached", 409, "已达上限：最多 {limit} 个。", "The limit is reached: there can be at most {limit}.";

    WebhookInvalid = "webhook_invalid", 422, "请粘贴机器人的完整 Webhook 地址，并选对平台。", "Paste the robot's whole webhook address, and choose the platform it belongs to.";

    // Identity
    SignInRequired = "sign_in_required", 401, "请先登录。", "Please sign in.";
    CodeWrong = "code_wrong", 422, "验证码不正确或已过期，请重新获取。", "The code is wrong or has expired. Ask for a new one.", by_server;
    LinkInvalid = "link_invalid", 404, "这个链接无效或已被停用。", "This link is not valid, or has been revoked.", by_server;
    NotAllowed = "not_allowed", 403, "您的角色不能执行此操作。", "Your role does not allow this.";

    // Writes
    IdempotencyKeyInvalid = "idempotency_key_invalid", 400, "缺少有效的 Idempotency-Key。", "A valid Idempotency-Key header is required.", by_server;
    IdempotencyKeyReused = "idempotency_key_reused", 422, "同一个提交编号被用于不同的内容。", "This idempotency key was used with different content.", by_server;
    TicketChanged = "ticket_changed", 409, "工单刚被他人更新，请确认后再操作。", "The ticket has just been changed by someone else. Check it and try again.", by_server;
    RecordChanged = "record_changed", 409, "此内容刚被他人修改，请刷新后重试。", "This was just changed by someone else. Reload and try again.", by_server;

    // Ticket transitions
    TransitionImpossible = "transition_impossible", 409, "工单当前的状态不支持这一步。", "The ticket's current state does not allow this step.";
    OwnerMissing = "owner_missing", 409, "请先指定负责人，再开始处理。", "Assign an owner before work starts.";
    OwnerUnknown = "owner_unknown", 422, "这位成员不能担任负责人。", "This member cannot own a ticket.", by_server;
    TeamUnknown = "team_unknown", 422, "找不到这个团队。", "This team does not exist.", by_server;
    ApprovalMissing = "approval_missing", 409, "配置变更须先获批准，才能开始处理。", "A configuration change needs approval before work starts.";
    InitiationMissing = "initiation_missing", 409, "新需求须先完成立项，才能开始处理。", "A new request must be initiated before work starts.";
    ApproverUnknown = "approver_unknown", 422, "找不到这位审批人，可能已被移除，或不属于该客户公司。", "This approver does not exist, was removed, or is not of the customer's company.", by_server;
    ApproverSelf = "approver_self", 422, "不能请自己审批。", "You cannot ask yourself for approval.";
    OnlyApprover = "only_approver", 403, "这项审批在等另一位审批人。", "This approval waits for somebody else.";
    ApprovalNotPending = "approval_not_pending", 409, "没有待审批的请求：可能已处理、撤回或过期。", "No approval is waiting: it was decided, withdrawn, or has expired.";
    GateNotNeeded = "gate_not_needed", 409, "这张工单没有待批准或待立项的事项。", "Nothing on this ticket waits for approval or initiation.";
    OnlyOwner = "only_owner", 403, "只有负责人或主管可以提交解决方案。", "Only the owner or a lead can hand over a solution.";
    SubtasksOpen = "subtasks_open", 409, "还有未完成的子任务，请先处理完。", "Sub-tasks are still open. Finish them first.";
    ReopenWindowOver = "reopen_window_over", 409, "关闭已超过 {limit} 天，请提交一张关联的新工单。", "This was closed more than {limit} days ago. File a linked new ticket instead.";
    CloseCodeNotAllowed = "close_code_not_allowed", 403, "您不能以这个原因关闭工单。", "You cannot close the ticket for this reason.";
    DuplicateUnknown = "duplicate_unknown", 422, "请填写另一张存在的工单编号。", "Give the number of another ticket that exists.";
    WaitingNotSet = "waiting_not_set", 409, "这张工单没有处于等待状态。", "This ticket is not waiting.";
    NothingChanged = "nothing_changed", 409, "没有需要更新的内容。", "Nothing would change.";
    RatingNotOffered = "rating_not_offered", 409, "这张工单目前不能评价。", "This ticket cannot be rated.";
    RatingFinal = "rating_final", 409, "评价已超过 12 小时，不能再修改。", "A rating can be changed for 12 hours only.";
    MessageKindNotAllowed = "message_kind_not_allowed", 403, "您不能添加这种记录。", "You cannot add this kind of record.";

    // Things a ticket refers to
    RequesterUnknown = "requester_unknown", 422, "找不到这位提单人，可能已被移除。", "This requester does not exist, or has been removed.", by_server;
    ProjectUnknown = "project_unknown", 422, "找不到这个项目。", "This project does not exist.", by_server;
    ModuleUnknown = "module_unknown", 422, "这个模块不属于所选项目。", "This module does not belong to the project.", by_server;
    CompanyUnknown = "company_unknown", 422, "找不到这家客户公司。", "This company does not exist.", by_server;
    TagUnknown = "tag_unknown", 422, "找不到这个标签，可能已被停用。", "This tag does not exist, or is no longer used.", by_server;
    MemberUnknown = "member_unknown", 422, "找不到这位成员。", "This member does not exist.", by_server;

    // Articles
    ArticleStage = "article_stage", 409, "文章当前的状态不支持这一步。", "The article's current stage does not allow this step.", by_server;
    AddressInvalid = "address_invalid", 422, "网址只能包含文字、数字和中间的连字符，最多 80 个字符。", "An address has letters, digits and inner hyphens, at most 80 characters.", by_server;
    AddressTaken = "address_taken", 409, "这个网址已被另一篇文章使用。", "Another article has this address.", by_server;

    // Files
    FileTooLarge = "file_too_large", 413, "文件超过 25 MiB，请压缩或拆分后再上传。", "The file is larger than 25 MiB. Compress or split it.", by_server;
    FileEmpty = "file_empty", 422, "文件是空的。", "The file is empty.", by_server;
    FileTypeRefused = "file_type_refused", 415, "不支持这种文件。可上传图片、PDF、Office 文档、文本、日志和压缩包。", "This kind of file is not accepted. Images, PDF, Office documents, text, logs and archives are.", by_server;
    FileNotTheType = "file_not_the_type", 415, "文件内容与扩展名不符，未上传。", "The file's content does not match its extension, so it was not uploaded.", by_server;
    FileNameInvalid = "file_name_invalid", 422, "文件名无效。", "The file name is not valid.", by_server;
    AttachmentUnknown = "attachment_unknown", 422, "附件已失效，请重新上传。", "An attachment is no longer available. Upload it again.", by_server;
    TooManyAttachments = "too_many_attachments", 422, "每次最多 {limit} 个附件。", "At most {limit} attachments each time.", by_server;

    // People
    LastAdmin = "last_admin", 409, "至少要保留一位管理员。", "At least one admin must remain.", by_server;
    TeamInUse = "team_in_use", 409, "这个团队还有未关闭的工单，不能停用。", "This team still has open tickets.", by_server;

    // Deliveries
    DeliveryOver = "delivery_over", 409, "这一条已经送达，或已不再保留。", "This was delivered, or is no longer kept.";

    // Ours
    Fault = "fault", 500, "系统出了点问题，您的内容没有丢失，请重试。", "Something went wrong on our side. Nothing was lost; please try again.", by_server;
}

/// A refusal: the code, the field it concerns (a JSON path such as `details.0.text`), and a limit if the sentence has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: Code,
    pub field: Option<String>,
    pub limit: Option<u32>,
    /// A closer sentence than the code's, in Chinese and English.
    pub words: Option<(&'static str, &'static str)>,
}

impl Refusal {
    /// A refusal of the whole request.
    pub const fn new(code: Code) -> Self {
        Self { code, field: None, limit: None, words: None }
    }

    /// Names the field.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Gives the sentence its limit.
    pub const fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// What a person reads.
    pub fn text(&self, lang: Lang) -> String {
        match self.words {
            Some((zh, en)) => lang.pick(zh, en).to_owned(),
            None => text(self.code, self.limit, lang),
        }
    }

    /// `code` or `code:limit`: how a refusal passes through serde's error text.
    pub fn to_wire(&self) -> String {
        match self.limit {
            Some(limit) => format!("{}:{limit}", self.code.as_str()),
            None => self.code.as_str().to_owned(),
        }
    }

    /// Finds the refusal in an error text that began with [`Self::to_wire`].
    pub fn from_wire(message: &str) -> Option<Self> {
        let head = message.split_whitespace().next()?;
        let (word, limit) = head.split_once(':').map_or((head, None), |(w, l)| (w, l.parse().ok()));
        Code::parse(word).map(|code| Self { limit, ..Self::new(code) })
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

/// The sentence of a code in a language.
pub fn text(code: Code, limit: Option<u32>, lang: Lang) -> String {
    let sentence = code.sentence(lang);
    // Taken apart by characters: a search for words would bring 5 KB of code into the browser.
    let parts = sentence.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    match (limit, parts) {
        (Some(limit), Some((before, after))) => [before, &limit.to_string(), after].concat(),
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r40_every_code_has_both_sentences_and_a_unique_word() {
        let mut words: Vec<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
        for &code in Code::ALL {
            assert!(code.sentence(Lang::Zh).ends_with('。') && !code.sentence(Lang::Zh).is_ascii(), "{code:?}");
            assert!(
                code.sentence(Lang::En).ends_with('.') && code.sentence(Lang::En).chars().all(|c| c.is_ascii() || c == '–'),
                "{code:?}"
            );
            assert_eq!(Code::parse(code.as_str()), Some(code));
            assert!((400..=500).contains(&code.status()));
        }
    }

    #[test]
    fn a_refusal_survives_serdes_error_text() {
        let refusal = Refusal::new(Code::TextTooLong).limit(80);
        assert_eq!(Refusal::from_wire(&format!("{} at line 1 column 3", refusal.to_wire())), Some(refusal));
        assert_eq!(Refusal::from_wire("missing field `x`"), None);
    }
}
