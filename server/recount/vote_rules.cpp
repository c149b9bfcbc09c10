// Reads shares, quorums and seats from flags and files. Called by the reports of marks.
#include "recount/vote_rules.hpp"

#include "base/ascii.hpp"

#include <limits>

namespace palabre::recount {
namespace {

constexpr int share_places = 9;
constexpr std::int64_t share_unit = 1'000'000'000;

std::optional<ShareText> share_of(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string::npos) {
    const auto num = parse_decimal(trimmed(text.substr(0, slash)), 0);
    const auto den = parse_decimal(trimmed(text.substr(slash + 1)), 0);
    if (!num || !den) return std::nullopt;
    return ShareText{*num, *den};
  }
  const bool is_percent = !text.empty() && text.back() == '%';
  const auto number = parse_decimal(trimmed(is_percent ? text.substr(0, text.size() - 1) : text), share_places);
  if (!number) return std::nullopt;
  return ShareText{*number, is_percent ? 100 * share_unit : share_unit};
}

bool is_whole_number(const std::string& text) { return decimals_of(text) == 0 && text.find('.') == std::string::npos; }

Read<tally::Counted> parse_counted(const std::string& text) {
  if (text == "turnout") return tally::Counted::turnout;
  if (text == "valid") return tally::Counted::valid;
  if (text == "support") return tally::Counted::support;
  return FileFault{"--quorum-counts: \"" + text + "\" is none of turnout, valid, support"};
}

}  // namespace

FileFault fault_of(const tally::Fault& fault) { return {fault.detail}; }

std::optional<std::string> find_rule(const std::optional<std::string>& flag, const Poll& poll, const std::string& key) {
  if (flag) return std::string(trimmed(*flag));
  const auto found = poll.meta.find(key);
  if (poll.format != Format::own || found == poll.meta.end() || trimmed(found->second).empty()) return std::nullopt;
  return std::string(trimmed(found->second));
}

Read<ShareText> parse_share(const std::string& text, const std::string& flag) {
  const auto share = share_of(trimmed(text));
  if (!share) return FileFault{flag + ": \"" + text + "\" is no share such as 20%, 1/5 or 0.2"};
  if (share->num < 0 || share->den < 1 || share->num > share->den) return FileFault{flag + ": \"" + text + "\" is not between nothing and the whole"};
  return *share;
}

Read<std::int64_t> parse_count(const std::string& text, const std::string& flag, std::int64_t lowest, std::int64_t highest) {
  const auto number = parse_decimal(trimmed(text), 0);
  if (!number) return FileFault{flag + ": \"" + text + "\" is no whole number"};
  if (*number < lowest || *number > highest)
    return FileFault{flag + ": " + text + " is outside " + std::to_string(lowest) + " to " + std::to_string(highest)};
  return *number;
}

Read<tally::Base> parse_base(const std::string& text, const std::string& flag) {
  if (text == "eligible") return tally::Base::eligible;
  if (text == "turnout") return tally::Base::turnout;
  if (text == "valid") return tally::Base::valid;
  return FileFault{flag + ": \"" + text + "\" is none of eligible, turnout, valid"};
}

const char* word_of(tally::Base base) {
  if (base == tally::Base::eligible) return "eligible";
  return base == tally::Base::turnout ? "turnout" : "valid";
}

const char* word_of(tally::Counted counted) {
  if (counted == tally::Counted::turnout) return "turnout";
  return counted == tally::Counted::valid ? "valid" : "support";
}

Read<std::optional<std::int64_t>> find_eligible(const Poll& poll, const Flags& flags) {
  if (flags.eligible && *flags.eligible > static_cast<std::uint64_t>(tally::voters_max))
    return FileFault{"--eligible: more than " + std::to_string(tally::voters_max) + " people"};
  if (flags.eligible) return std::optional(static_cast<std::int64_t>(*flags.eligible));
  if (const auto text = find_rule(std::nullopt, poll, "eligible")) {
    const auto number = parse_count(*text, "eligible", 0, tally::voters_max);
    if (!number) return number.fault();
    return std::optional(*number);
  }
  if (poll.format == Format::own && !poll.people.empty()) return std::optional(static_cast<std::int64_t>(poll.people.size()));
  return std::optional<std::int64_t>{};
}

Read<std::optional<tally::Quorum>> find_quorum(const Poll& poll, const Flags& flags) {
  using tally::Base;
  using tally::Counted;
  const auto text = find_rule(flags.quorum, poll, "quorum");
  const auto of = find_rule(flags.quorum_of, poll, "quorum_of");
  const auto counts = find_rule(flags.quorum_counts, poll, "quorum_counts");
  if (!text) {
    if (flags.quorum_of || flags.quorum_counts) return FileFault{"--quorum is missing: how much is needed?"};
    return std::optional<tally::Quorum>{};
  }
  const bool is_number = is_whole_number(*text);
  tally::Quorum quorum;
  if (of) {
    const auto base = parse_base(*of, "--quorum-of");
    if (!base) return base.fault();
    quorum.of = *base;
  }
  if (is_number) {
    const auto number = parse_count(*text, "--quorum", 0, tally::voters_max);
    if (!number) return number.fault();
    quorum.at_least = *number;
    quorum.counted = of && quorum.of == Base::valid ? Counted::valid : Counted::turnout;
  } else {
    const auto share = parse_share(*text, "--quorum");
    if (!share) return share.fault();
    quorum.num = share->num;
    quorum.den = share->den;
    quorum.counted = quorum.of == Base::eligible ? Counted::turnout : Counted::support;
  }
  if (counts) {
    const auto counted = parse_counted(*counts);
    if (!counted) return counted.fault();
    quorum.counted = *counted;
  }
  return std::optional(quorum);
}

std::string quorum_text(const tally::Quorum& quorum, const tally::QuorumCheck& check) {
  const std::string of = quorum.num > 0 ? std::string(" (a share of ") + word_of(quorum.of) + ")" : std::string();
  return std::string(word_of(quorum.counted)) + " " + std::to_string(check.counted) + ", needed " + std::to_string(check.needed) + of + ": " +
         (check.is_met ? "met" : "missed");
}

Seats find_seats(const Poll& poll, const Flags& flags) {
  if (flags.seats) return {*flags.seats, true};
  if (poll.seats) return {*poll.seats, true};
  return {};
}

}  // namespace palabre::recount
