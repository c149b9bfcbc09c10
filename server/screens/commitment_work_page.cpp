// Where an officer works on a commitment: a word in two minutes, a new date, delivery, dropping. Joined into screens::routes().
// Who: the officers and the owner of the redesign; each form is shown only when its act would be accepted.
#include "db/gate.hpp"
#include "followup/commitment_input.hpp"
#include "followup/commitment_rules.hpp"
#include "http/multipart.hpp"
#include "pictures/upload.hpp"
#include "screens/commitment_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/picture_parts.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using followup::CommitmentDone;
using followup::CommitmentState;
using nlohmann::json;

namespace {

enum class Work { update, reschedule, deliver, visit, drop, keep };

std::string work_path(const CommitmentAtHand& here) { return "/commitments/" + here.commitment.id.text() + "/work"; }
/// Where news and a delivery go, for they may bring a picture.
std::string news_path(const CommitmentAtHand& here) { return "/commitments/" + here.commitment.id.text() + "/news"; }
std::string id_of(Work work) { return "work-" + std::to_string(static_cast<int>(work)); }

bool may_move(Page& page, const CommitmentAtHand& here, CommitmentState to) {
  return followup::decide_move(here.at.redesign.state, here.commitment, here.milestones, followup::find_last_check(page.db(), here.commitment.id),
                               page.actor(here.at.redesign.id), {to, true}, page.now())
      .has_value();
}

Field words_field(const Page& page, std::string_view label_key, std::string_view hint_key) {
  const Limits& limits = *page.call().services.limits;
  return {.name = "text",
          .label = page.text(label_key),
          .hint = page.text(hint_key),
          .kind = FieldKind::area,
          .length = {limits.reason_chars_min, limits.reason_chars_max},
          .rows = 4};
}

Field url_field(const Page& page) {
  return {.name = "url", .label = page.text("commitment_work.url"), .hint = page.text("commitment_work.url_hint"), .type = "url", .length = {1, followup::url_chars_max}, .is_required = false};
}

// ---- the word in two minutes

json update_states_view(Page& page, const CommitmentAtHand& here, Form& form) {
  const std::string now(name_of(here.commitment.state));
  std::vector<Option> options{{now, page.text("commitment_work.stays", {{"state", commitment_state_text(page, here.commitment.state)}})}};
  for (const auto to : {CommitmentState::accepted, CommitmentState::in_progress, CommitmentState::at_risk})
    if (may_move(page, here, to)) options.push_back({std::string(name_of(to)), page.text("commitment_work.to_" + std::string(name_of(to)))});
  if (options.size() == 1) return false;
  form.fill("to", now);
  return form.choices_view(page, "to", "commitment_work.state_legend", options);
}

json update_view(Page& page, const CommitmentAtHand& here, ActForms& forms) {
  if (!followup::decide_update(here.at.redesign.state, here.commitment, page.actor(here.at.redesign.id))) return false;
  Form& form = forms.form(id_of(Work::update));
  json steps = json::array();
  for (const auto& one : here.milestones) {
    if (one.state == followup::MilestoneState::done) continue;
    const LocalText title = local_text(page, one.titles, here.commitment.languages);
    Field field{.name = "step_" + one.id.text(), .label = title.text, .hint = page.text("commitment.due", {{"day", day_words(page, one.due_at)}}), .kind = FieldKind::select, .is_required = false};
    const bool is_begun = one.state == followup::MilestoneState::in_progress;
    field.options.push_back({"", page.text(is_begun ? "commitment.begun" : "commitment.planned")});
    if (!is_begun) field.options.push_back({"begun", page.text("commitment.begun")});
    field.options.push_back({"done", page.text("commitment_work.step_done")});
    steps.push_back(with_id_suffix(form.field_view(page, field), "-" + id_of(Work::update)));
  }
  json view = {{"action", page.href(news_path(here))}, {"form_key", form.key()}, {"draft_key", "commitment:" + here.commitment.id.text()}};
  view["text_field"] = with_id_suffix(form.field_view(page, words_field(page, "commitment_work.text", "commitment_work.text_hint")), "-" + id_of(Work::update));
  view["states"] = update_states_view(page, here, form);
  view["url_field"] = with_id_suffix(form.field_view(page, url_field(page)), "-" + id_of(Work::update));
  view["picture"] = picture_new_view(page, form, "-" + id_of(Work::update));
  view["has_steps"] = !steps.empty();
  view["step_fields"] = std::move(steps);
  return with_submit_row(std::move(view), page.text("commitment_work.update_submit"), page.href("/commitments/" + here.commitment.id.text()));
}

// ---- the other acts, each behind its summary

ActForm act_form(const Page& page, const CommitmentAtHand& here, Work work, std::string_view title_key, std::string_view name, std::string hint) {
  return {.id = id_of(work), .title = page.text(title_key), .action = page.href(work_path(here)), .hidden = {{"do", std::string(name)}}, .hint = std::move(hint), .fields = {}, .values = {}};
}

ActForm reschedule_form(const Page& page, const CommitmentAtHand& here) {
  ActForm act = act_form(page, here, Work::reschedule, "commitment_work.reschedule", "reschedule", page.text("commitment_work.reschedule_hint"));
  Field which{.name = "milestone", .label = page.text("commitment_work.which"), .kind = FieldKind::select, .is_required = false};
  which.options.push_back({"", page.text("commitment_work.whole", {{"day", day_words(page, here.commitment.due_at)}})});
  for (const auto& one : here.milestones) {
    if (one.state == followup::MilestoneState::done) continue;
    const std::string title = local_text(page, one.titles, here.commitment.languages).text;
    which.options.push_back({one.id.text(), page.text("commitment_work.one", {{"title", title}, {"day", day_words(page, one.due_at)}})});
  }
  act.fields = {which, {.name = "due_on", .label = page.text("commitment_work.new_day"), .type = "date"}, words_field(page, "commitment_work.why", "commitment_work.why_hint")};
  return act;
}

/// As an act behind its summary, with a picture.
json deliver_view(Page& page, const CommitmentAtHand& here, ActForms& forms) {
  if (!followup::decide_deliver(here.at.redesign.state, here.commitment, page.actor(here.at.redesign.id), true)) return false;
  ActForm act = act_form(page, here, Work::deliver, "commitment_work.deliver", "deliver", page.count("commitment_work.deliver_hint", here.commitment.check_days));
  act.action = page.href(news_path(here));
  act.fields = {words_field(page, "commitment_work.evidence", "commitment_work.evidence_hint"), url_field(page)};
  json view = forms.view(page, act);
  view["picture"] = picture_new_view(page, forms.form(act.id), "-" + act.id);
  return view;
}

/// Where the reader adds pictures to what they published last; empty when something followed it.
std::string last_news_href(Page& page, const CommitmentAtHand& here) {
  const auto newest = followup::load_commitment_history(page.db(), here.commitment.id, 1);
  if (newest.empty()) return {};
  const auto may = followup::decide_picture(followup::PictureAct::add, here.at.redesign.state, {newest.front(), here.commitment.id, true}, page.actor(here.at.redesign.id));
  return may ? page.href("/commitment-entries/" + newest.front().id.text() + "/pictures") : std::string();
}

ActForm visit_form(const Page& page, const CommitmentAtHand& here) {
  ActForm act = act_form(page, here, Work::visit, "commitment_work.visit", "visit", page.text("commitment_work.visit_hint"));
  Field result{.name = "to", .label = page.text("commitment_work.visit_result"), .kind = FieldKind::select};
  for (const auto to : {CommitmentState::verified, CommitmentState::contested}) result.options.push_back({std::string(name_of(to)), commitment_state_text(page, to)});
  act.fields = {result, words_field(page, "commitment_work.visit_text", "commitment_work.why_hint")};
  return act;
}

ActForm ask_drop_form(Page& page, const CommitmentAtHand& here) {
  ActForm act = act_form(page, here, Work::drop, "commitment_work.drop", "drop", page.text("commitment_work.drop_hint"));
  Field other{.name = "replaced_by", .label = page.text("commitment_work.replaced_by"), .kind = FieldKind::select, .is_required = false};
  other.options.push_back({"", page.text("commitment_work.no_replacement")});
  for (const auto& one : followup::load_replacements(page.db(), here.commitment)) other.options.push_back({one.id.text(), local_text(page, one.titles, one.languages).text});
  act.fields = {words_field(page, "commitment_work.why", "commitment_work.why_hint"),
                {.name = "decided_body", .label = page.text("commitment_work.decided_body"), .hint = page.text("commitment_work.decided_hint"), .length = {1, followup::budget_line_chars_max}},
                other};
  return act;
}

json acts_view(Page& page, const CommitmentAtHand& here, ActForms& forms) {
  json acts = json::array();
  const auto add = [&](const ActForm& act) { acts.push_back(forms.view(page, act)); };
  const people::Actor& reader = page.actor(here.at.redesign.id);
  const auto state = here.at.redesign.state;
  const auto drop = followup::find_open_drop(page.db(), here.commitment.id);
  if (drop && followup::decide_settle_drop(*drop, reader, true)) add(act_form(page, here, Work::drop, "commitment_work.agree", "agree", page.text("commitment_work.agree_hint")));
  if (drop && followup::decide_settle_drop(*drop, reader, false)) add(act_form(page, here, Work::keep, "commitment_work.keep", "keep", page.text("commitment_work.keep_hint")));
  if (followup::decide_update(state, here.commitment, reader)) add(reschedule_form(page, here));
  if (may_move(page, here, CommitmentState::verified)) add(visit_form(page, here));
  if (followup::decide_ask_drop(state, here.commitment, reader, {true, true, drop.has_value(), nullptr})) add(ask_drop_form(page, here));
  return acts;
}

http::Response show_work(Page& page, const CommitmentAtHand& here, ActForms forms) {
  const LocalText title = local_text(page, here.commitment.titles, here.commitment.languages);
  const std::string path = "/commitments/" + here.commitment.id.text();
  page.set_title(page.text("commitment_work.title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(title.text, path, title.language).add_crumb(page.text("commitment_work.title"));
  json view = {{"card", commitment_card_view(page, here.commitment)}};
  view["update"] = update_view(page, here, forms);
  view["last_news_href"] = last_news_href(page, here);
  view["deliver"] = deliver_view(page, here, forms);
  json acts = acts_view(page, here, forms);
  view["has_acts"] = view["deliver"].is_object() || !acts.empty();
  view["acts"] = std::move(acts);
  view["errors"] = forms.errors_view(page);
  return page.show("commitment_work", view, forms.status());
}

Result<CommitmentAtHand> open_work(Page& page) {
  auto here = open_commitment(page);
  if (!here) return here.error();
  if (auto may = followup::decide_staff(here->at.redesign.state, page.actor(here->at.redesign.id)); !may) return may.error();
  return here;
}

Result<http::Response> get_work(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_work(*page);
  if (!here) return here.error();
  return show_work(*page, *here, {});
}

// ---- what was sent

/// What every form needs: who, about which commitment, in which language words are written.
struct SentWork {
  Page& page;
  const CommitmentAtHand& here;
  http::Input& input;
  std::string language;

  [[nodiscard]] CommitmentId id() const { return here.commitment.id; }
  [[nodiscard]] const people::Actor& actor() const { return page.actor(here.at.redesign.id); }
};

Result<CommitmentDone> send_update(SentWork& sent) {
  followup::UpdateCommitment wanted;
  wanted.commitment = sent.id();
  wanted.texts = followup::read_words(sent.input, "text", sent.language);
  wanted.url = sent.input.optional_line("url", {1, followup::url_chars_max}).value_or("");
  static const std::vector<std::string_view> choices = {"begun", "done"};
  for (const auto& one : sent.here.milestones) {
    const auto choice = sent.input.optional_choice("step_" + one.id.text(), choices);
    if (choice) (*choice == 0 ? wanted.begun : wanted.done).push_back(one.id);
  }
  if (const auto to = sent.input.optional_choice("to", followup::commitment_state_names())) wanted.to = static_cast<CommitmentState>(*to);
  if (auto refusal = sent.input.refusal()) return *refusal;
  return followup::update_commitment(sent.page.db(), sent.actor(), wanted);
}

Result<CommitmentDone> send_reschedule(SentWork& sent) {
  const auto milestone = followup::read_id<MilestoneId>(sent.input, "milestone");
  const auto due_at = followup::read_day(sent.input, "due_on");
  if (!due_at) sent.input.refuse_field(Reason::missing_field, "due_on", "give the new day");
  const auto reasons = followup::read_words(sent.input, "text", sent.language);
  if (auto refusal = sent.input.refusal()) return *refusal;
  return followup::reschedule_commitment(sent.page.db(), sent.actor(), {sent.id(), milestone, *due_at, reasons});
}

Result<CommitmentDone> send_deliver(SentWork& sent) {
  const auto texts = followup::read_words(sent.input, "text", sent.language);
  const auto url = sent.input.optional_line("url", {1, followup::url_chars_max}).value_or("");
  if (auto refusal = sent.input.refusal()) return *refusal;
  return followup::deliver_commitment(sent.page.db(), sent.actor(), {sent.id(), texts, url});
}

Result<CommitmentDone> send_visit(SentWork& sent) {
  const auto to = static_cast<CommitmentState>(sent.input.choice("to", followup::commitment_state_names()));
  const auto texts = followup::read_words(sent.input, "text", sent.language);
  if (auto refusal = sent.input.refusal()) return *refusal;
  return followup::move_commitment(sent.page.db(), sent.actor(), {sent.id(), to, texts});
}

Result<CommitmentDone> send_drop(SentWork& sent) {
  const auto reasons = followup::read_words(sent.input, "text", sent.language);
  const auto body = sent.input.optional_line("decided_body", {1, followup::budget_line_chars_max}).value_or("");
  const auto replaced_by = followup::read_id<CommitmentId>(sent.input, "replaced_by");
  if (auto refusal = sent.input.refusal()) return *refusal;
  return followup::ask_drop(sent.page.db(), sent.actor(), {sent.id(), reasons, body, replaced_by});
}

Result<CommitmentDone> send_settle(SentWork& sent, bool is_agreed) {
  if (auto refusal = sent.input.refusal()) return *refusal;
  return followup::settle_drop(sent.page.db(), sent.actor(), {sent.id(), is_agreed});
}

Result<CommitmentDone> send(SentWork& sent, Work work, bool is_agreed) {
  switch (work) {
    case Work::update: return send_update(sent);
    case Work::reschedule: return send_reschedule(sent);
    case Work::deliver: return send_deliver(sent);
    case Work::visit: return send_visit(sent);
    case Work::drop: return is_agreed ? send_settle(sent, true) : send_drop(sent);
    case Work::keep: return send_settle(sent, false);
  }
  return refuse(Reason::bad_field, "no such act", "do");
}

const std::vector<std::string_view> work_names = {"update", "reschedule", "deliver", "visit", "drop", "keep", "agree"};

SentWork sent_by(Page& page, const CommitmentAtHand& here, http::Input& input) {
  input.ignore("key");
  return {page, here, input, followup::writing_language(page.language(), here.at.redesign.languages)};
}

http::Response thank(const Page& page, const CommitmentAtHand& here) { return go_to(page, "/commitments/" + here.commitment.id.text(), "commitment_saved"); }

Result<http::Response> post_work(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_work(*page);
  if (!here) return here.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::size_t which = input->optional_choice("do", work_names).value_or(0);
  const bool is_agreed = work_names[which] == "agree";
  const Work work = is_agreed ? Work::drop : static_cast<Work>(which);
  SentWork sent = sent_by(*page, *here, *input);
  const auto done = send(sent, work, is_agreed);
  if (!done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_work(*page, *here, ActForms(id_of(work), std::move(form)));
  }
  return thank(*page, *here);
}

// ---- news and a delivery, which may bring a picture

/// Runs `act` with the work page on a transaction of its own.
template <class Act>
auto in_work(const http::Call& call, db::Tx& tx, Act&& act) -> decltype(act(std::declval<Page&>(), std::declval<const CommitmentAtHand&>())) {
  const http::Call inner{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
  auto page = Page::open(inner);
  if (!page) return page.error();
  const auto here = open_work(*page);
  if (!here) return here.error();
  return act(*page, *here);
}

using SentFields = std::vector<std::pair<std::string, std::string>>;

/// A slow line makes people press twice: the same words by the same person within ten minutes are the same news.
bool is_said_already(const SentWork& sent, const SentFields& fields) {
  const auto newest = followup::load_commitment_history(sent.page.db(), sent.id(), 1);
  if (newest.empty() || newest.front().person != sent.actor().person || newest.front().at.plus_ms(10 * ms_per_minute) < sent.page.now()) return false;
  auto input = http::Input::from_fields(fields);
  return followup::takes_pictures(newest.front()) && newest.front().texts == followup::read_words(input, "text", sent.language);
}

struct MadePicture {
  pictures::Upload upload;
  media::ShrunkPicture shrunk;
};

/// The words and their picture in one write: neither stands without the other.
Result<void> publish(const http::Call& call, Work work, const SentFields& fields, const std::optional<MadePicture>& picture) {
  return db::write_result(*call.services.gate, [&](db::Tx& tx) {
    return in_work(call, tx, [&](Page& page, const CommitmentAtHand& here) -> Result<void> {
      auto input = http::Input::from_fields(fields);
      for (const auto* name : {"do", "picture", "description"}) input.ignore(name);
      SentWork sent = sent_by(page, here, input);
      if (is_said_already(sent, fields)) return {};
      const auto done = send(sent, work, false);
      if (!done) return done.error();
      if (!picture) return {};
      const pictures::AttachPicture wanted{{.entry = done->entry}, picture->upload.description, picture->upload.language};
      const auto attached = pictures::attach_picture(tx, sent.actor(), wanted, picture->shrunk, *call.services.limits);
      return attached ? Result<void>() : attached.error();
    });
  });
}

Result<http::Response> post_news(const http::Call& call) {
  auto& gate = *call.services.gate;
  // Who may not is told so before anything else is looked at.
  const auto may = gate.read([&](db::Tx& tx) { return in_work(call, tx, [](Page&, const CommitmentAtHand&) -> Result<void> { return {}; }); });
  if (!may) return may.error();
  const auto fields = http::read_form_fields(call.request);
  if (!fields) return fields.error();
  Form form = Form::of_fields(*fields);
  const Work work = form.value("do") == "deliver" ? Work::deliver : Work::update;
  const auto file = http::find_file(call.request, "picture");
  if (file) note_file(form);
  std::optional<MadePicture> picture;
  std::optional<Refusal> refused;
  if (file || !typed_description(form).empty()) {
    const pictures::Upload upload{file ? file->bytes : std::string_view(), typed_description(form), std::string(call.path_value("lang"))};
    auto shrunk = pictures::make_small(upload, *call.services.limits);
    if (shrunk) picture = MadePicture{upload, std::move(*shrunk)};
    else refused = shrunk.error();
  }
  if (!refused)
    if (const auto published = publish(call, work, *fields, picture); !published) refused = published.error();
  return gate.read([&](db::Tx& tx) {
    return in_work(call, tx, [&](Page& page, const CommitmentAtHand& here) -> Result<http::Response> {
      if (!refused) return thank(page, here);
      if (!form.take(*refused)) return *refused;
      return show_work(page, here, ActForms(id_of(work), form));
    });
  });
}

}  // namespace

http::Routes commitment_work_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/commitments/{id}/work", Who::officer, Kind::read, Cost::normal, Audience::mine, get_work},
      {Method::post, "/{lang}/commitments/{id}/work", Who::officer, Kind::write, Cost::normal, Audience::mine, post_work},
      {Method::post, "/{lang}/commitments/{id}/news", Who::officer, Kind::upload, Cost::costly, Audience::mine, post_news},
  };
}

}  // namespace palabre::screens
