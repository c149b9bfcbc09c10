// The editor in which an officer answers an idea: one text per language, preview, draft, a question to the author. Joined into screens::routes().
// Who: the officers and the owner of the redesign, never the idea's own author.
#include "discussion/ask_author.hpp"
#include "followup/desk_repo.hpp"
#include "followup/send_answer.hpp"
#include "pages/markdown.hpp"
#include "screens/answer_editor.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::AnswerKind;
using nlohmann::json;

namespace {

enum class AnswerWish { send, preview, draft };

Result<IdeaAtHand> open_answer(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  if (auto may = decide_answering(here->at.redesign, here->idea, page.actor(here->at.redesign.id), page.now()); !may) return may.error();
  return here;
}

/// What the officer wrote before and did not send stands in the fields.
Form draft_form(const Page& page, const IdeaAtHand& here, EditorShown& shown) {
  Form form;
  const auto draft = followup::find_answer_draft(page.db(), here.idea.id, page.person());
  if (!draft) return form;
  form.fill("kind", draft->kind).fill("reason_code", draft->reason_code).fill("review_on", draft->review_on);
  for (const auto& [language, text] : draft->texts) form.fill("body." + language, text);
  shown.draft_at = draft->updated_at;
  shown.note = draft->note;
  return form;
}

Result<http::Response> get_answer_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_answer(*page);
  if (!here) return here.error();
  EditorShown shown;
  Form form = draft_form(*page, *here, shown);
  return show_editor(*page, *here, form, shown);
}

struct SentAnswer {
  AnswerWish wish{};
  followup::PublishAnswer answer;
};

Result<SentAnswer> read_answer(const Page& page, const ideas::Idea& idea) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  SentAnswer sent;
  sent.wish = static_cast<AnswerWish>(input->optional_choice("do", {"send", "preview", "draft"}).value_or(0));
  sent.answer.idea = idea.id;
  sent.answer.kind = static_cast<AnswerKind>(input->choice("kind", followup::kind_names()));
  if (const auto code = input->optional_choice("reason_code", followup::reason_code_names())) sent.answer.reason_code = static_cast<followup::ReasonCode>(*code);
  sent.answer.review_on = input->optional_instant("review_on");
  for (auto& [language, body] : input->texts_by_language("body", {1, page.call().services.limits->answer_chars_max})) sent.answer.texts[language] = std::move(body);
  if (auto refusal = input->refusal()) return *refusal;
  return sent;
}

/// As typed, right or not.
void keep_draft(const Page& page, const IdeaAtHand& here, const Form& form) {
  followup::AnswerDraft draft{.kind = form.value("kind"), .reason_code = form.value("reason_code"), .review_on = form.value("review_on")};
  if (!followup::kind_of(draft.kind)) draft.kind.clear();
  for (const auto& language : answer_languages(page, here)) {
    if (const std::string text = form.value("body." + language); !text.empty()) draft.texts[language] = text;
  }
  followup::save_answer_draft(page.db(), here.idea.id, page.person(), draft);
}

http::Response refuse_form(Page& page, const IdeaAtHand& here, Form& form) {
  return show_editor(page, here, form, {});
}

/// What was sent, shown as everybody would see it; nothing is kept.
Result<http::Response> show_preview(Page& page, const IdeaAtHand& here, Form& form, const followup::PublishAnswer& wanted) {
  const auto answer = followup::answer_of(wanted, page.person(), page.now());
  const people::Actor& actor = page.actor(here.at.redesign.id);
  if (auto may = followup::decide_answer(here.at.redesign.state, here.idea, actor, answer, page.now(), here.at.redesign.answer_days); !may) {
    Refusal refusal = may.error();
    if (refusal.field == "body") refusal.field = "body." + here.idea.language;
    if (!form.take(refusal)) return refusal;
    return refuse_form(page, here, form);
  }
  EditorShown shown;
  shown.preview = answer;
  return show_editor(page, here, form, shown);
}

Result<http::Response> post_answer_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_answer(*page);
  if (!here) return here.error();
  Form form = Form::typed(call.request);
  const std::string path = "/ideas/" + here->idea.id.text();
  if (form.value("do") == "draft") {
    keep_draft(*page, *here, form);
    return go_to(*page, path + "/answer", "answer_draft_kept");
  }
  const auto wanted = read_answer(*page, here->idea);
  if (wanted && wanted->wish == AnswerWish::preview) return show_preview(*page, *here, form, wanted->answer);
  const auto sent = wanted ? followup::send_answer(page->db(), page->actor(here->at.redesign.id), wanted->answer) : Result<followup::SentAnswer>(wanted.error());
  if (!sent) {
    Refusal refusal = sent.error();
    if (refusal.field == "body") refusal.field = "body." + here->idea.language;
    if (!form.take(refusal)) return refusal;
    return refuse_form(*page, *here, form);
  }
  if (!sent->published) return go_to(*page, "/pending-answers/" + sent->pending.text(), "answer_waits");
  return go_to(*page, path, "answer_published");
}

/// A question to the author, under the name and badge of the public body.
Result<http::Response> post_question(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  const people::Actor& actor = page->actor(here->at.redesign.id);
  if (auto may = discussion::decide_asking(here->idea, actor); !may) return may.error();
  const auto ask = [&]() -> Result<discussion::CommentChange> {
    auto input = http::Input::read(call.request);
    if (!input) return input.error();
    input->ignore("key");
    const std::string body = input->text("question", {1, call.services.limits->comment_chars_max});
    if (auto refusal = input->refusal()) return *refusal;
    return discussion::ask_author(page->db(), actor, {here->idea.id, page->language(), body}, *call.services.limits);
  };
  const auto asked = ask();
  if (!asked) {
    EditorShown shown;
    Form answer = draft_form(*page, *here, shown);
    shown.question = Form::typed(call.request);
    if (!shown.question.take(asked.error())) return asked.error();
    return show_editor(*page, *here, answer, shown);
  }
  return go_to(*page, "/ideas/" + here->idea.id.text() + "#comment-" + asked->comment.text(), "author_asked");
}

}  // namespace

http::Routes answer_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/answer", Who::officer, Kind::read, Cost::normal, Audience::mine, get_answer_form},
      {Method::post, "/{lang}/ideas/{id}/answer", Who::officer, Kind::write, Cost::normal, Audience::mine, post_answer_form},
      {Method::post, "/{lang}/ideas/{id}/question", Who::officer, Kind::write, Cost::normal, Audience::mine, post_question},
  };
}

}  // namespace palabre::screens
