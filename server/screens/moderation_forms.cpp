// The forms of the moderators' queue: keep, hide, ask a colleague, take back. Joined into screens::routes().
// Who: the moderators of the redesign, never about their own words.
#include "moderation/hide_content.hpp"
#include "moderation/keep_content.hpp"
#include "moderation/undo_decision.hpp"
#include "screens/case_parts.hpp"
#include "screens/moderation_page.hpp"
#include "screens/page_routes.hpp"

namespace palabre::screens {

using moderation::Target;

namespace {

enum class Act { keep, hide, opinion, undo };

struct SentDecision {
  Act act{};
  std::optional<Target> target;
  std::string_view notice;
};

Result<RedesignAtHand> open_queue(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (!page.actor(at->redesign.id).is_moderator()) return refuse(Reason::not_allowed, "the queue is for the moderators of this redesign");
  return at;
}

Result<http::Response> get_moderation(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_queue(*page);
  if (!at) return at.error();
  return show_queue(*page, *at, {});
}

Result<void> undo(const Page& page, const people::Actor& actor, http::Input& input) {
  const DecisionId decision{input.optional_integer("decision", 1, INT64_MAX).value_or(0)};
  if (!decision.is_set()) input.refuse_field(Reason::missing_field, "decision", "which decision");
  if (auto refusal = input.refusal()) return *refusal;
  const auto undone = moderation::undo_decision(page.db(), actor, decision, *page.call().services.limits);
  if (!undone) return undone.error();
  return {};
}

Result<void> keep(const Page& page, const people::Actor& actor, const Target& target, http::Input& input) {
  const Limits& limits = *page.call().services.limits;
  const std::string reason = input.text("reason", {limits.reason_chars_min, limits.reason_chars_max});
  if (auto refusal = input.refusal()) return *refusal;
  const auto kept = moderation::keep_content(page.db(), actor, {target, reason});
  if (!kept) return kept.error();
  return {};
}

Result<void> hide(const Page& page, const people::Actor& actor, const Target& target, http::Input& input) {
  const auto content = moderation::find_content(page.db(), target);
  const auto rule = static_cast<moderation::Rule>(input.choice("rule", moderation::rule_names()));
  const std::string reason = read_hiding_reason(page, input, rule, content ? content->language : page.language());
  if (auto refusal = input.refusal()) return *refusal;
  const auto hidden = moderation::hide_content(page.db(), actor, {target, rule, reason});
  if (hidden) return {};
  // The text is hidden already: a colleague was quicker.
  if (hidden.error().reason == Reason::nothing_changed) return refuse(Reason::already_decided, hidden.error().detail);
  return hidden.error();
}

Result<void> ask(const Page& page, const people::Actor& actor, const Target& target, http::Input& input) {
  const Limits& limits = *page.call().services.limits;
  const std::string note = input.text("note", {limits.reason_chars_min, limits.reason_chars_max});
  if (auto refusal = input.refusal()) return *refusal;
  return moderation::ask_second_opinion(page.db(), actor, {target, note});
}

/// Which form was sent is known even when the act is refused.
Result<void> act_on(Page& page, const RedesignAtHand& at, SentDecision& sent) {
  constexpr std::string_view notices[] = {"kept", "hidden", "opinion_asked", "decision_undone"};
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  sent.act = static_cast<Act>(input->choice("do", {"keep", "hide", "opinion", "undo"}));
  sent.notice = notices[static_cast<std::size_t>(sent.act)];
  const people::Actor& actor = page.actor(at.redesign.id);
  if (sent.act == Act::undo) return undo(page, actor, *input);
  sent.target = Target::parse(input->line("target", {1, 40}));
  const auto content = sent.target ? moderation::find_content(page.db(), *sent.target) : std::nullopt;
  if (!content || content->redesign != at.redesign.id) return refuse(Reason::not_found, "no such case");
  if (sent.act == Act::keep) return keep(page, actor, *sent.target, *input);
  if (sent.act == Act::hide) return hide(page, actor, *sent.target, *input);
  return ask(page, actor, *sent.target, *input);
}

http::Response back_to_queue(const Page& page, const RedesignAtHand& at, std::string_view notice, const std::optional<Target>& decided) {
  std::string address = queue_address(page, at, KeepCursor::yes);
  if (decided) address = with_param(address, "decided", decided->text());
  return http::see_other(with_param(address, "notice", notice) + "#cases");
}

Result<http::Response> post_moderation(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_queue(*page);
  if (!at) return at.error();
  SentDecision sent;
  const auto done = act_on(*page, *at, sent);
  if (done) return back_to_queue(*page, *at, sent.notice, {});
  const Reason reason = done.error().reason;
  if (reason == Reason::already_decided && sent.target) return back_to_queue(*page, *at, "already_decided", sent.target);
  Form form = Form::typed(call.request);
  if (!form.take(done.error())) return done.error();
  constexpr std::string_view prefixes[] = {"keep-", "hide-", "opinion-", "undo"};
  const std::string id = std::string(prefixes[static_cast<std::size_t>(sent.act)]) + (sent.target ? case_key(*sent.target) : std::string());
  return show_queue(*page, *at, ActForms(id, std::move(form)));
}

}  // namespace

http::Routes moderation_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/moderation", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_moderation},
      {Method::post, "/{lang}/redesigns/{slug}/moderation", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_moderation},
  };
}

}  // namespace palabre::screens
