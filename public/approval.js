// The page of a request for approval, for somebody who has only its letter. The secret behind the # never travels in an
// address; reading the request changes nothing, and each of the two buttons answers it, once.
const API = "/api/v1/approval-links";
const REASON_CHARS_MAX = 2_000;
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const tr = (zh, en) => (lang === "zh" ? zh : en);
const key = { public_id: location.pathname.split("/")[2] ?? "", secret: location.hash.slice(1) };
const page = document.querySelector("#main .page");

const STATES = {
  approved: [tr("已批准", "Approved"), tr("谢谢。可以关闭这个页面了。", "Thank you. You can close this page.")],
  refused: [tr("已驳回", "Refused"), tr("谢谢，发起人会收到您的意见。可以关闭这个页面了。", "Thank you, whoever asked is told why. You can close this page.")],
  withdrawn: [tr("申请已撤回", "The request was withdrawn"), tr("发起人撤回了这项申请，不用再处理。", "Whoever asked took it back. There is nothing left to do.")],
  expired: [tr("申请已过期", "The request has expired"), tr("超过期限没有答复，申请已失效。仍需要时，发起人会重新发起。", "It was not answered in time. If it is still needed, you will be asked again.")],
  overtaken: [tr("已不需要审批", "No approval is needed any more"), tr("工单已放行、改了类别或已关闭，不用再处理。", "The ticket was cleared, got another class, or was closed. There is nothing left to do.")],
  replaced: [tr("这封邮件已失效", "This mail is out of date"), tr("审批已重新发起，请以新的邮件为准。", "The request was made anew. Please use the newer mail.")],
  gone: [tr("您已不是审批人", "You are no longer the approver"), tr("这项申请现在由别人处理。", "Somebody else takes care of this now.")],
};
const INVALID = [tr("链接无效", "This link is not valid"), tr("请从邮件中重新打开完整的链接。", "Please open the whole link from the mail again.")];

/** An element with text or children. Text is only ever set as text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

function show(...children) {
  page.replaceChildren(...children);
  page.querySelector("h1")?.focus();
}

async function post(path, body) {
  const response = await fetch(API + path, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": lang === "zh" ? "zh-CN" : "en" },
    body: JSON.stringify({ ...key, ...body }),
  });
  return { ok: response.ok, status: response.status, body: await response.json() };
}

function tell([title, more]) {
  show(make("section", { class: "sheet receipt" }, make("h1", { tabindex: "-1" }, title), make("p", {}, more)));
}

const paragraphs = (text) => text.split("\n").map((line) => make("p", {}, line));

function ask(request) {
  const number = String(request.serial).padStart(5, "0");
  const error = make("p", { class: "field-error", role: "alert", id: "comment-error" });
  const comment = make("textarea", { class: "input", id: "comment", rows: "3", maxlength: String(REASON_CHARS_MAX), "aria-describedby": "comment-error" });
  const button = (words, kind, approved) => {
    const made = make("button", { class: `btn ${kind}`, type: "button" }, words);
    made.addEventListener("click", () => answer(approved, comment, error));
    return made;
  };
  const until = new Date(request.expires_at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  show(
    make(
      "article",
      { class: "sheet form" },
      make("p", { class: "muted" }, `${request.workspace} · `, make("span", { class: "serial" }, number)),
      make("h1", { tabindex: "-1" }, request.title),
      make("section", { class: "stack tight" }, make("h2", {}, tr(`${request.asked_by} 请您批准`, `${request.asked_by} asks you to approve`)), ...paragraphs(request.reason)),
      make("section", { class: "stack tight" }, make("h2", {}, tr("工单内容", "From the ticket")), ...request.details.flatMap((part) => paragraphs(part.text))),
      make("div", { class: "field" }, make("label", { class: "field-name", for: "comment" }, tr("意见（驳回时必填）", "Comment (needed for a refusal)")), comment, error),
      make("p", { class: "hint" }, tr(`请在 ${until} 前答复，只能答复一次。`, `Please answer before ${until}. You can answer once.`)),
      make("div", { class: "actions" }, button(tr("驳回", "Refuse"), "", false), button(tr("批准", "Approve"), "primary", true)),
    ),
  );
}

async function answer(approved, comment, error) {
  const text = comment.value.trim();
  error.textContent = "";
  if (!approved && text === "") {
    error.textContent = tr("请写明驳回的原因。", "Please say why you refuse.");
    comment.setAttribute("aria-invalid", "true");
    comment.focus();
    return;
  }
  const buttons = [...page.querySelectorAll("button")];
  for (const button of buttons) button.disabled = true;
  try {
    const { ok, body } = await post("/decision", { approved, comment: text === "" ? null : text });
    if (ok) return tell(STATES[body.state]);
    // Somebody was faster, or it is over: the request itself says which.
    if (body.code === "approval_not_pending" || body.code === "only_approver" || body.code === "link_invalid") return await open();
    error.textContent = body.title;
  } catch {
    error.textContent = tr("没有发送成功，请检查网络后重试。", "It was not sent. Check the network and try again.");
  }
  for (const button of buttons) button.disabled = false;
}

async function open() {
  const { ok, status, body } = await post("", {});
  if (ok) return body.request ? ask(body.request) : tell(STATES[body.state]);
  tell(status === 404 || status === 422 ? INVALID : [tr("暂时无法读取", "This cannot be read just now"), body.title]);
}

document.title = tr("审批 · 联单", "Approval · Liandan");
open().catch(() => tell([tr("没有网络", "No network"), tr("请检查网络后重新载入。", "Check the network and reload.")]));
