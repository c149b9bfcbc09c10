// Merging two ideas: a moderator proposes, the authors consent or refuse. Joined into screens::routes().
// Who: proposing, the moderators of the redesign; a merge, its moderators and the authors of both ideas.
#include "ideas/answer_merge.hpp"
#include "ideas/cancel_merge.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/propose_merge.hpp"
#include "screens/wording.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using ideas::Idea;
using nlohmann::json;

namespace {

json line_view(const Page& page, const Idea& idea) {
  const bool is_hidden = idea.state == ideas::IdeaState::hidden;
  return idea_line_view(page, {"/ideas/" + idea.id.text(), is_hidden ? page.text("idea.hidden_title") : idea.title, is_hidden ? page.language() : idea.language,
                               idea.state, {page.count("count.supports", idea.supports), page.count("count.comments", idea.comments)}});
}

/// "40", "#40" or the address of its page.
IdeaId read_idea(std::string_view typed) {
  constexpr std::string_view place = "/ideas/";
  const auto found = typed.rfind(place);
  std::string_view number = found == std::string_view::npos ? typed : typed.substr(found + place.size());
  if (number.starts_with('#')) number.remove_prefix(1);
  number = number.substr(0, number.find_first_not_of("0123456789"));
  return IdeaId::parse(number).value_or(IdeaId{});
}

// ---- proposing

/// The ideas nearest in words, which the rules would let this one join.
Field similar_field(const Page& page, const IdeaAtHand& here, const people::Actor& actor) {
  Field field{.name = "similar", .label = page.text("merge.similar_label"), .kind = FieldKind::select, .is_required = false};
  field.options.push_back({"", page.text("merge.similar_none")});
  for (const auto& found : ideas::find_similar(page.db(), here.at.redesign, here.idea.title, page.call().services.limits->page_size)) {
    const auto idea = ideas::find_idea(page.db(), found.idea);
    if (!idea || !ideas::decide_propose_merge(here.idea, *idea, actor)) continue;
    field.options.push_back({idea->id.text(), page.text("merge.similar_option", {{"id", idea->id.text()}, {"title", idea->title}})});
  }
  return field;
}

http::Response show_merge(Page& page, const RedesignAtHand& at, const Idea& from, json view, int status) {
  const std::string heading = view["heading_text"].get<std::string>();
  page.set_title(heading);
  add_redesign_crumb(page, at);
  page.add_crumb(from.title, "/ideas/" + from.id.text(), from.language).add_crumb(heading);
  view["from"] = line_view(page, from);
  return page.show("merge", view, status);
}

http::Response show_proposal(Page& page, const IdeaAtHand& here, Form& form) {
  const std::string path = page.href("/ideas/" + here.idea.id.text());
  json fields = json::array();
  Field similar = similar_field(page, here, page.actor(here.at.redesign.id));
  if (similar.options.size() > 1) fields.push_back(form.field_view(page, similar));
  fields.push_back(form.field_view(page, {.name = "into", .label = page.text("merge.into_label"), .length = {1, 500}, .is_required = similar.options.size() == 1}));
  fields.push_back(form.field_view(page, public_reason_field(page, "merge.reason_label")));
  json propose = {{"action", path + "/merge"}, {"form_key", form.key()}, {"fields", std::move(fields)}};
  json view = {{"heading_text", page.text("merge.title_propose")},
               {"explain_text", page.text("merge.explain_propose")},
               {"errors", form.errors_view(page)},
               {"into", false},
               {"reason_text", ""},
               {"has_consents", false},
               {"consents", json::array()},
               {"propose", with_submit_row(std::move(propose), page.text("merge.submit"), path)},
               {"decide", false},
               {"cancel", false},
               {"records", json::array()}};
  return show_merge(page, here.at, here.idea, std::move(view), form.status());
}

Result<IdeaAtHand> open_proposal(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  if (auto may = decide_proposing_merge(here->at.redesign, here->idea, page.actor(here->at.redesign.id)); !may) return may.error();
  return here;
}

Result<http::Response> get_proposal(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_proposal(*page);
  if (!here) return here.error();
  if (const auto known = ideas::find_merge_of(page->db(), here->idea.id)) return go_to(*page, "/merges/" + known->id.text());
  Form form;
  return show_proposal(*page, *here, form);
}

Result<MergeId> propose(Page& page, const IdeaAtHand& here) {
  const Limits& limits = *page.call().services.limits;
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  const auto similar = input->optional_line("similar", {1, 20});
  const auto typed = input->optional_line("into", {1, 500});
  const std::string reason = input->text("reason", {limits.reason_chars_min, limits.reason_chars_max});
  if (!similar && !typed) input->refuse_field(Reason::missing_field, "into", "say which idea it joins");
  const IdeaId into = read_idea(typed.value_or(similar.value_or("")));
  if (!into.is_set()) input->refuse_field(Reason::bad_field, "into", "the number of an idea or its address");
  if (auto refusal = input->refusal()) return *refusal;
  auto proposed = ideas::propose_merge(page.db(), page.actor(here.at.redesign.id), {here.idea.id, into, reason}, limits);
  // A wrong number is a typing error, no missing page.
  if (!proposed && proposed.error().reason == Reason::not_found) return refuse(Reason::bad_field, proposed.error().detail, "into");
  return proposed;
}

Result<http::Response> post_proposal(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_proposal(*page);
  if (!here) return here.error();
  const auto proposed = propose(*page, *here);
  if (!proposed) {
    Form form = Form::typed(call.request);
    if (!form.take(proposed.error())) return proposed.error();
    return show_proposal(*page, *here, form);
  }
  return go_to(*page, "/merges/" + proposed->text(), "merge_proposed");
}

// ---- consenting

struct MergeAtHand {
  ideas::Merge merge;
  Idea from;
  Idea into;
  RedesignAtHand at;
};

Result<MergeAtHand> open_merge(Page& page) {
  const auto id = page.call().path_id<MergeId>();
  if (!id) return id.error();
  auto merge = ideas::find_merge(page.db(), *id);
  if (!merge) return refuse(Reason::not_found, "no such merge", "id");
  const bool is_author = std::any_of(merge->consents.begin(), merge->consents.end(), [&](const auto& consent) { return consent.person == page.person(); });
  if (!is_author && !page.actor(merge->redesign).is_moderator())
    return refuse(Reason::not_allowed, "a proposed merge is for the authors of both ideas and the moderators");
  const auto redesign = redesigns::find_redesign(page.db(), merge->redesign);
  auto from = ideas::find_idea(page.db(), merge->idea);
  auto into = ideas::find_idea(page.db(), merge->into);
  if (!redesign || !from || !into) return refuse(Reason::not_found, "no such merge", "id");
  auto at = open_redesign(page, redesign->slug);
  if (!at) return at.error();
  return MergeAtHand{std::move(*merge), std::move(*from), std::move(*into), std::move(*at)};
}

bool may_answer(const MergeAtHand& here, const people::Actor& actor, PersonId person) {
  const auto may = [&](bool is_given) { return ideas::decide_consent(here.merge, actor, person, is_given, probe_reason).has_value(); };
  return ideas::decide_staff_work(here.at.redesign.state).has_value() && (may(true) || may(false));
}

json consents_view(const Page& page, const ideas::Merge& merge) {
  json views = json::array();
  for (const auto& consent : merge.consents) {
    const std::string state = !consent.is_given ? "waiting" : *consent.is_given ? "accepted" : "refused";
    views.push_back({{"who_text", person_name(page, consent.name)}, {"state_text", page.text("merge.state." + state)}});
  }
  return views;
}

/// For each author who cannot sign in: the form in which a moderator writes down what that author said.
json records_view(const Page& page, const MergeAtHand& here, const people::Actor& actor, ActForms& forms) {
  json records = json::array();
  for (const auto& consent : here.merge.consents) {
    if (consent.person == actor.person || !may_answer(here, actor, consent.person)) continue;
    const std::string id = "author-" + consent.person.text();
    Form& form = forms.form(id);
    Field note = public_reason_field(page, "merge.note_label");
    note.name = "note";
    records.push_back({{"heading_text", page.text("merge.record", {{"name", person_name(page, consent.name)}})},
                       {"action", page.href("/merges/" + here.merge.id.text())},
                       {"form_key", form.key()},
                       {"person", consent.person.text()},
                       {"fields", json::array({with_id_suffix(form.field_view(page, note), "-" + id)})}});
  }
  return records;
}

/// Who proposed the merge, or a colleague, takes it back while it is open.
json cancel_view(const Page& page, const MergeAtHand& here, const people::Actor& actor, ActForms& forms) {
  if (!ideas::decide_cancel_merge(here.merge, actor, probe_reason)) return false;
  const ActForm act{.id = "cancel",
                    .title = page.text("merge.cancel"),
                    .action = page.href("/merges/" + here.merge.id.text()),
                    .hidden = {{"do", "cancel"}},
                    .hint = page.text("merge.cancel_hint"),
                    .fields = {public_reason_field(page, "merge.reason_label")}};
  return forms.view(page, act);
}

http::Response show_consent(Page& page, const MergeAtHand& here, ActForms forms, const Form& own) {
  const people::Actor actor = page.actor(here.at.redesign.id);
  const bool is_open = here.merge.state == ideas::MergeState::proposed;
  json decide = false;
  if (may_answer(here, actor, actor.person)) decide = {{"action", page.href("/merges/" + here.merge.id.text())}, {"form_key", own.key()}};
  json records = records_view(page, here, actor, forms);
  json cancel = cancel_view(page, here, actor, forms);
  json errors = own.is_refused() ? own.errors_view(page) : forms.errors_view(page);
  json view = {{"heading_text", page.text("merge.title_decide")},
               {"explain_text", page.text(is_open ? "merge.explain_decide" : "merge.settled_" + std::string(ideas::name_of(here.merge.state)))},
               {"errors", std::move(errors)},
               {"into", line_view(page, here.into)},
               {"reason_text", here.merge.reason},
               {"has_consents", !here.merge.consents.empty()},
               {"consents", consents_view(page, here.merge)},
               {"propose", false},
               {"decide", std::move(decide)},
               {"cancel", std::move(cancel)},
               {"records", std::move(records)}};
  return show_merge(page, here.at, here.from, std::move(view), own.is_refused() ? own.status() : forms.status());
}

Result<http::Response> get_consent(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_merge(*page);
  if (!here) return here.error();
  return show_consent(*page, *here, {}, {});
}

Result<ideas::AnswerMerge> read_consent(const Page& page, const MergeAtHand& here) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  ideas::AnswerMerge wanted;
  wanted.merge = here.merge.id;
  wanted.is_given = input->choice("do", {"accept", "refuse"}) == 0;
  wanted.person = PersonId{input->optional_integer("person", 1, INT64_MAX).value_or(0)};
  wanted.note = input->optional_text("note", {1, page.call().services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<http::Response> post_cancel(Page& page, const MergeAtHand& here) {
  const auto cancel = [&]() -> Result<ideas::Merge> {
    const Limits& limits = *page.call().services.limits;
    auto input = http::Input::read(page.call().request);
    if (!input) return input.error();
    input->ignore("key");
    input->ignore("do");
    const std::string reason = input->text("reason", {limits.reason_chars_min, limits.reason_chars_max});
    if (auto refusal = input->refusal()) return *refusal;
    return ideas::cancel_merge(page.db(), page.actor(here.at.redesign.id), {here.merge.id, reason}, limits);
  };
  if (const auto cancelled = cancel(); !cancelled) {
    Form form = Form::typed(page.call().request);
    if (!form.take(cancelled.error())) return cancelled.error();
    return show_consent(page, here, ActForms("cancel", std::move(form)), {});
  }
  return go_to(page, "/merges/" + here.merge.id.text(), "merge_cancelled");
}

Result<http::Response> post_consent(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_merge(*page);
  if (!here) return here.error();
  if (Form::typed(call.request).value("do") == "cancel") return post_cancel(*page, *here);
  const auto wanted = read_consent(*page, *here);
  const auto answered = wanted ? ideas::answer_merge(page->db(), page->actor(here->at.redesign.id), *wanted, *call.services.limits)
                               : Result<ideas::MergeAnswered>(wanted.error());
  if (!answered) {
    Form form = Form::typed(call.request);
    if (!form.take(answered.error())) return answered.error();
    if (form.value("person").empty()) return show_consent(*page, *here, {}, form);
    return show_consent(*page, *here, ActForms("author-" + form.value("person"), form), {});
  }
  if (answered->state == ideas::MergeState::done) return go_to(*page, "/ideas/" + here->into.id.text(), "merge_accepted");
  return go_to(*page, "/merges/" + here->merge.id.text(), wanted->is_given ? "merge_accepted" : "merge_refused");
}

}  // namespace

http::Routes merge_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/merge", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_proposal},
      {Method::post, "/{lang}/ideas/{id}/merge", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_proposal},
      {Method::get, "/{lang}/merges/{id}", Who::participant, Kind::read, Cost::normal, Audience::mine, get_consent},
      {Method::post, "/{lang}/merges/{id}", Who::participant, Kind::write, Cost::normal, Audience::mine, post_consent},
  };
}

}  // namespace palabre::screens
