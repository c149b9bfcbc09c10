// An answer that waits for a second pair of eyes, exactly as everybody will see it: release it, send it back, take it back.
// Who: the officers and the owner of the redesign. Joined into screens::routes().
#include "followup/send_answer.hpp"
#include "ideas/idea_repo.hpp"
#include "screens/answer_editor.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::PendingAnswer;
using nlohmann::json;

namespace {

struct PendingAtHand {
  PendingAnswer pending;
  IdeaAtHand here;
};

Result<PendingAtHand> open_pending(Page& page) {
  const auto id = page.call().path_id<PendingAnswerId>();
  if (!id) return id.error();
  auto pending = followup::find_pending(page.db(), *id);
  if (!pending) return refuse(Reason::not_found, "no such answer");
  auto here = open_idea(page, pending->answer.idea);
  if (!here) return here.error();
  // Its number tells nobody else that there is one.
  if (!decide_inbox(page.actor(here->at.redesign.id))) return refuse(Reason::not_found, "no such answer");
  return PendingAtHand{std::move(*pending), std::move(*here)};
}

Field note_field(const Page& page) {
  Field note = public_reason_field(page, "release.note_label");
  note.name = "note";
  return note;
}

http::Response show_pending(Page& page, const PendingAtHand& at_hand, ActForms forms) {
  const auto& [pending, here] = at_hand;
  const people::Actor& reader = page.actor(here.at.redesign.id);
  const std::string action = page.href("/pending-answers/" + pending.id.text());
  const auto may_release = followup::decide_release(pending, here.idea, reader);
  page.set_title(page.text("release.title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(page.text("inbox.title"), "/redesigns/" + here.at.redesign.slug + "/inbox").add_crumb(page.text("release.title"));
  const bool is_waiting = pending.state == followup::PendingState::waiting;
  json view = {{"written_text", page.text("release.written", {{"name", pending.writer_name}, {"when", when_text(page, pending.answer.created_at)}})},
               {"state_text", is_waiting ? std::string() : page.text("release.state_" + std::string(followup::name_of(pending.state)))},
               {"blocked_text", is_waiting && !may_release ? refusal_text(page, may_release.error()) : std::string()},
               {"action", action},
               {"form_key", Form{}.key()},
               {"may_release", may_release.has_value()},
               {"may_take_back", followup::decide_taking_back(pending, reader).has_value()},
               {"preview", preview_view(page, here, pending.answer, pending.answer.officer)},
               {"idea", answer_context_view(page, here)}};
  const ActForm back{.id = "back", .title = page.text("release.send_back"), .action = action, .hidden = {{"do", "send_back"}}, .hint = page.text("release.send_back_hint"), .fields = {note_field(page)}};
  view["send_back"] = may_release ? forms.view(page, back) : json(false);
  view["errors"] = forms.errors_view(page);
  return page.show("release", view, forms.status());
}

Result<http::Response> get_pending(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at_hand = open_pending(*page);
  if (!at_hand) return at_hand.error();
  return show_pending(*page, *at_hand, {});
}

struct Done {
  std::string path;
  std::string_view notice;
};

Result<Done> act_on(Page& page, const PendingAtHand& at_hand) {
  const auto& [pending, here] = at_hand;
  const people::Actor& actor = page.actor(here.at.redesign.id);
  const Limits& limits = *page.call().services.limits;
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  const std::size_t act = input->choice("do", {"release", "send_back", "take_back"});
  const std::string note = act == 1 ? input->text("note", {limits.reason_chars_min, limits.reason_chars_max}) : std::string();
  if (auto refusal = input->refusal()) return *refusal;
  const std::string idea_path = "/ideas/" + here.idea.id.text();
  if (act == 0) {
    if (const auto done = followup::release_answer(page.db(), actor, pending.id); !done) return done.error();
    return Done{idea_path, "answer_published"};
  }
  const auto done = act == 1 ? followup::send_answer_back(page.db(), actor, pending.id, note) : followup::take_answer_back(page.db(), actor, pending.id);
  if (!done) return done.error();
  if (act == 1) return Done{"/redesigns/" + here.at.redesign.slug + "/inbox", "answer_sent_back"};
  return Done{idea_path + "/answer", "answer_taken_back"};
}

Result<http::Response> post_pending(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at_hand = open_pending(*page);
  if (!at_hand) return at_hand.error();
  const auto done = act_on(*page, *at_hand);
  if (!done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_pending(*page, *at_hand, ActForms("back", std::move(form)));
  }
  return go_to(*page, done->path, done->notice);
}

}  // namespace

http::Routes release_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/pending-answers/{id}", Who::officer, Kind::read, Cost::normal, Audience::mine, get_pending},
      {Method::post, "/{lang}/pending-answers/{id}", Who::officer, Kind::write, Cost::normal, Audience::mine, post_pending},
  };
}

}  // namespace palabre::screens
