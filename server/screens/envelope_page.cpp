// One envelope of paper ballots: papers are entered by their codes as they were marked, void ones counted, a second person signs.
// The same papers sent again count once. Joined into screens::routes(). Who: those who handle paper in the redesign.
#include "screens/desk_parts.hpp"
#include "screens/envelope_rows.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_rules.hpp"
#include "screens/vote_desk_parts.hpp"
#include "votes/acts.hpp"
#include "votes/paper.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

namespace {

struct EnvelopeAt {
  votes::Batch batch;
  PollingDesk desk;
};

std::string envelope_path(votes::BatchId id, std::string_view rest = {}) { return "/vote-batches/" + id.text() + std::string(rest); }

Result<EnvelopeAt> open_envelope_at(Page& page) {
  const auto id = page.call().path_id<votes::BatchId>();
  if (!id) return id.error();
  auto batch = votes::find_batch(page.db(), *id);
  if (!batch) return refuse(Reason::not_found, "no such envelope", "id");
  auto desk = open_polling_desk(page, batch->vote);
  if (!desk) return desk.error();
  return EnvelopeAt{std::move(*batch), std::move(*desk)};
}

std::int64_t papers_left(const votes::Batch& batch) { return batch.papers - batch.entered - batch.spoiled; }

json entry_form_view(const Page& page, const EnvelopeAt& env, Form& form, const RowProblems& problems) {
  if (!votes::decide_enter(env.desk.reader, env.desk.here.vote, env.batch, 0, {}) || papers_left(env.batch) == 0) return false;
  form.fill("rows", std::to_string(std::min<std::int64_t>(static_cast<std::int64_t>(envelope_row_count(form)), papers_left(env.batch))));
  const std::size_t rows = envelope_row_count(form);
  json view = bare_form_view(page, envelope_path(env.batch.id, "/papers"), form);
  view["rule_text"] = ballot_rule_text(page, env.desk.here.vote, "envelope.rule");
  view["row_count"] = rows;
  view["rows"] = envelope_rows_view(page, env.desk.here, form, problems);
  view["can_add"] = rows < envelope_rows_max;
  view["more_action"] = page.href(envelope_path(env.batch.id, "/papers")) + "#paper-" + std::to_string(rows + 1);
  view["errors"] = problems.empty() ? form.errors_view(page) : row_errors_view(page, problems);
  return view;
}

json spoiled_form_view(const Page& page, const EnvelopeAt& env, Form& form) {
  if (!votes::decide_spoiled(env.desk.reader, env.desk.here.vote, env.batch, env.batch.spoiled)) return false;
  json view = bare_form_view(page, envelope_path(env.batch.id, "/spoiled"), form);
  form.fill("spoiled", std::to_string(env.batch.spoiled));
  view["field"] = form.field_view(page, {.name = "spoiled", .label = page.text("envelope.spoiled_label"), .autocomplete = "off", .length = {1, 5}});
  return view;
}

/// The signature, or why this reader does not give it. Missing papers ask for a public reason.
json signing_view(const Page& page, const EnvelopeAt& env, Form& form) {
  const auto may = votes::decide_sign_batch(env.desk.reader, env.desk.here.vote, env.batch, probe_reason);
  if (!may && may.error().reason == Reason::own_case) return {{"why_not_text", page.text("envelope.sign_other")}, {"form", false}};
  if (!may) return false;
  json view = bare_form_view(page, envelope_path(env.batch.id, "/sign"), form);
  const auto left = papers_left(env.batch);
  view["field"] = left == 0 ? json(false)
                            : form.field_view(page, {.name = "lost_reason", .label = page.text("envelope.lost_label"), .hint = page.count("envelope.lost_hint", left),
                                                     .kind = FieldKind::area, .length = {1, page.call().services.limits->reason_chars_max}, .rows = 3});
  return {{"why_not_text", ""}, {"form", std::move(view)}};
}

/// "3 papers went into the box", from the address the entry leads to.
std::string entered_text(const Page& page) {
  const auto number = [&](std::string_view name) {
    const auto typed = votes::BatchId::parse(page.param(name));
    return typed ? typed->value : 0;
  };
  if (!page.call().request.param("added")) return {};
  return page.text("envelope.done", {{"added", number("added")}, {"known", number("known")}});
}

/// Which form was sent, what was typed and what was wrong with its rows.
struct SentEnvelope {
  std::string form = {};  // entry, spoiled, sign; empty: none
  Form typed = {};
  RowProblems problems = {};
};

http::Response show_envelope(Page& page, const EnvelopeAt& env, SentEnvelope sent) {
  title_vote_page(page, env.desk.here, env.batch.label);
  Form entry, spoiled, sign;
  Form& refused = sent.form == "spoiled" ? spoiled : sent.form == "sign" ? sign : entry;
  refused = std::move(sent.typed);
  const votes::Batch& batch = env.batch;
  json view = vote_head_view(page, env.desk.here);
  view["label"] = batch.label;
  view["batch_badge"] = batch.signed_at ? "good" : "warn";
  view["batch_state_text"] = page.text(batch.signed_at ? "vote_desk.envelope_signed" : "vote_desk.envelope_open");
  view["opened_text"] = page.text("envelope.opened", {{"when", moment_text(page, batch.opened_at)}, {"name", doer_name(page, batch.opened_by)}});
  view["signed_text"] = batch.signed_at ? page.text("envelope.signed", {{"when", moment_text(page, batch.signed_at)}, {"name", doer_name(page, batch.signed_by)}}) : std::string();
  view["desk_href"] = page.href(polling_desk_path(env.desk.here.vote.id));
  view["facts"] = json::array({desk_fact(page, "envelope.fact_papers", batch.papers), desk_fact(page, "envelope.fact_entered", batch.entered),
                               desk_fact(page, "envelope.fact_spoiled", batch.spoiled), desk_fact(page, "envelope.fact_left", papers_left(batch))});
  view["lost_reason"] = batch.lost_reason;
  view["done_text"] = sent.form.empty() ? entered_text(page) : std::string();
  view["entry"] = entry_form_view(page, env, entry, sent.problems);
  view["spoiled"] = spoiled_form_view(page, env, spoiled);
  view["sign"] = signing_view(page, env, sign);
  view["errors"] = sent.form == "entry" && view["entry"].is_object() ? json(false) : refused.errors_view(page);
  const int status = sent.problems.empty() ? refused.status() : 422;
  return page.show("envelope", view, status);
}

Result<http::Response> get_envelope(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto env = open_envelope_at(*page);
  if (!env) return env.error();
  return show_envelope(*page, *env, {});
}

Result<http::Response> post_papers(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto env = open_envelope_at(*page);
  if (!env) return env.error();
  Form form = Form::typed(call.request);
  if (add_envelope_rows(form)) return show_envelope(*page, *env, {"entry", std::move(form), {}});
  const auto read = read_envelope_rows(*page, env->desk.here.vote, form);
  if (!read.problems.empty()) return show_envelope(*page, *env, {"entry", std::move(form), read.problems});
  const auto entered = votes::enter_papers(page->db(), env->desk.reader, env->batch.id, read.entries);
  if (entered) {
    const std::string path = with_param(envelope_path(env->batch.id), "added", std::to_string(entered->added));
    return go_to(*page, with_param(path, "known", std::to_string(entered->known)));
  }
  if (auto problems = problems_of_refusal(*page, read, entered.error()); !problems.empty())
    return show_envelope(*page, *env, {"entry", std::move(form), std::move(problems)});
  if (!form.take(entered.error())) return entered.error();
  return show_envelope(*page, *env, {"entry", std::move(form), {}});
}

Result<votes::Batch> save_spoiled(const Page& page, const EnvelopeAt& env) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  if (!input->has("spoiled")) input->refuse_field(Reason::missing_field, "spoiled", "how many papers are void");
  const auto spoiled = input->optional_integer("spoiled", 0, votes::papers_max);
  if (auto refusal = input->refusal()) return *refusal;
  return votes::set_spoiled(page.db(), env.desk.reader, env.batch.id, *spoiled);
}

Result<votes::Batch> sign_envelope(const Page& page, const EnvelopeAt& env) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  const std::string reason = input->optional_text("lost_reason", {0, page.call().services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  return votes::sign_batch(page.db(), env.desk.reader, env.batch.id, reason);
}

struct EnvelopeForm {
  std::string_view name;
  Result<votes::Batch> (*act)(const Page&, const EnvelopeAt&);
  std::string_view notice;
};

Result<http::Response> post_envelope_form(const http::Call& call, const EnvelopeForm& sent) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto env = open_envelope_at(*page);
  if (!env) return env.error();
  const auto batch = sent.act(*page, *env);
  if (batch) return go_to(*page, envelope_path(batch->id), sent.notice);
  Form form = Form::typed(call.request);
  if (!form.take(batch.error())) return batch.error();
  return show_envelope(*page, *env, {std::string(sent.name), std::move(form), {}});
}

Result<http::Response> post_spoiled(const http::Call& call) { return post_envelope_form(call, {"spoiled", save_spoiled, "envelope_saved"}); }
Result<http::Response> post_envelope_sign(const http::Call& call) { return post_envelope_form(call, {"sign", sign_envelope, "envelope_signed"}); }

}  // namespace

http::Routes envelope_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/vote-batches/{id}", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_envelope},
      {Method::post, "/{lang}/vote-batches/{id}/papers", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_papers},
      {Method::post, "/{lang}/vote-batches/{id}/spoiled", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_spoiled},
      {Method::post, "/{lang}/vote-batches/{id}/sign", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_envelope_sign},
  };
}

}  // namespace palabre::screens
