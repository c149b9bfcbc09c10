// The rules of moderation: what may be reported, who decides, and what a decision needs.
// Called by the acts of this folder.
#include "moderation/report.hpp"
#include "base/names.hpp"

#include <algorithm>

namespace palabre::moderation {

namespace {

Result<void> require_reason(std::string_view reason) {
  if (reason.empty()) return refuse(Reason::reason_required, "moderators say why, in public", "reason");
  return {};
}

}  // namespace

const std::vector<std::string_view>& rule_names() {
  static const std::vector<std::string_view> names = {"insult", "hate", "private_data", "off_topic", "spam", "illegal", "other"};
  return names;
}

const std::vector<std::string_view>& report_state_names() {
  static const std::vector<std::string_view> names = {"open", "upheld", "dismissed"};
  return names;
}

std::string_view name_of(Rule rule) { return rule_names()[static_cast<std::size_t>(rule)]; }
std::string_view name_of(ReportState state) { return report_state_names()[static_cast<std::size_t>(state)]; }
const std::vector<std::string_view>& target_kind_names() {
  static const std::vector<std::string_view> names = {"idea", "comment", "statement"};
  return names;
}
std::string_view name_of(TargetKind kind) { return target_kind_names()[static_cast<std::size_t>(kind)]; }
TargetKind target_kind_named(std::string_view name) { return find_name<TargetKind>(target_kind_names(), name).value(); }
std::optional<Rule> rule_of(std::string_view name) { return find_name<Rule>(rule_names(), name); }
std::optional<ReportState> report_state_of(std::string_view name) { return find_name<ReportState>(report_state_names(), name); }

std::string Target::text() const { return std::string(name_of(kind)) + ":" + std::to_string(id); }

std::optional<Target> Target::parse(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto kind = find_name<TargetKind>(target_kind_names(), text.substr(0, colon));
  const auto id = IdeaId::parse(text.substr(colon + 1));
  if (!kind || !id) return std::nullopt;
  return Target{*kind, id->value};
}

Result<void> decide_report(const Content& content, const people::Actor& actor, Rule rule, std::string_view text) {
  if (content.author == actor.person) return refuse(Reason::own_case, "these are your own words: change or withdraw them instead", "target");
  if (!content.is_hideable) return refuse(Reason::gone, "it is " + content.status + " and not shown any more", "target");
  if (rule == Rule::other && text.empty()) return refuse(Reason::reason_required, "say which rule is broken", "text");
  return {};
}

Result<void> decide_moderation(const Content& content, const people::Actor& actor) {
  if (!actor.is_moderator()) return refuse(Reason::not_allowed, "a moderator of this redesign decides; everybody may report");
  if (content.author == actor.person) return refuse(Reason::own_case, "another moderator decides about your own words");
  return {};
}

Result<void> decide_hiding(const Content& content, const people::Actor& actor, std::string_view reason) {
  if (const auto allowed = decide_moderation(content, actor); !allowed) return allowed.error();
  if (content.is_hidden) return refuse(Reason::nothing_changed, "it is hidden already");
  if (!content.is_hideable) return refuse(Reason::gone, "it is " + content.status + ": there is nothing to hide");
  return require_reason(reason);
}

Result<void> decide_restoring(const Content& content, const people::Actor& actor, std::string_view reason) {
  if (const auto allowed = decide_moderation(content, actor); !allowed) return allowed.error();
  if (!content.is_hidden) return refuse(Reason::nothing_changed, "it is not hidden");
  return require_reason(reason);
}

Result<void> decide_settling(const Report& report, const Content& content, const people::Actor& actor, std::string_view reason) {
  if (const auto allowed = decide_moderation(content, actor); !allowed) return allowed.error();
  if (report.state != ReportState::open)
    return refuse(Reason::already_exists, "this report was " + std::string(name_of(report.state)) + " before");
  return require_reason(reason);
}

}  // namespace palabre::moderation
