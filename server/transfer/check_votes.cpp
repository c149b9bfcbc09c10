// Recounts votes from their rows: nobody voted twice or unseen, no ballot was altered, the result is that of the box.
// Called by check_all.
#include "transfer/check_votes.hpp"

#include "redesigns/redesign_repo.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_repo.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace palabre::transfer {
namespace {

using Report = std::function<void(const std::string&)>;
using redesigns::PhaseState;

constexpr std::string_view vote_ids_sql = "SELECT id FROM vote ORDER BY id";
constexpr std::string_view vote_numbers_sql = R"sql(
  SELECT v.cast_count, (SELECT COUNT(*) FROM ballot b WHERE b.vote_id = v.id),
    (SELECT COUNT(*) FROM ballot b WHERE b.vote_id = v.id AND b.batch_id IS NULL) - v.imported,
    (SELECT COUNT(*) FROM vote_register g WHERE g.vote_id = v.id AND g.way = 'online'),
    (SELECT COUNT(*) FROM ballot b WHERE b.vote_id = v.id AND b.batch_id IS NOT NULL),
    (SELECT COUNT(*) FROM vote_register g WHERE g.vote_id = v.id AND g.way = 'paper')
  FROM vote v WHERE v.id = $1)sql";
constexpr std::string_view organisations_sql =
    "SELECT COUNT(*) FROM vote_register g JOIN person p ON p.id = g.person_id WHERE g.vote_id = $1 AND p.organisation_id IS NOT NULL";
constexpr std::string_view entered_sql =
    "SELECT t.id, t.entered, (SELECT COUNT(*) FROM ballot b WHERE b.batch_id = t.id) FROM vote_batch t WHERE t.vote_id = $1 ORDER BY t.id";
constexpr std::string_view strange_batches_sql =
    "SELECT b.receipt_digest FROM ballot b JOIN vote_batch t ON t.id = b.batch_id WHERE b.vote_id = $1 AND t.vote_id <> b.vote_id";
constexpr std::string_view strange_options_sql =
    "SELECT o.position FROM vote_option o JOIN vote v ON v.id = o.vote_id JOIN idea i ON i.id = o.idea_id WHERE v.id = $1 AND "
    "(i.redesign_id <> v.redesign_id OR (v.frozen_at IS NULL) <> (o.idea_version IS NULL) OR o.idea_version > i.version) ORDER BY o.position";
constexpr std::string_view count_event_sql =
    "SELECT 1 FROM event WHERE type = 'vote.counted' AND payload LIKE '%\"vote\":\"' || CAST($1 AS TEXT) || '\"%' AND payload LIKE '%' || $2 || '%'";

/// Says what is wrong with one vote.
class VoteCheck {
 public:
  VoteCheck(db::Tx& tx, votes::Vote vote, const Report& report) : tx_(tx), vote_(std::move(vote)), report_(report) {}

  void run() {
    if (const auto fits = votes::check_vote(vote_); !fits) {
      say("its definition is damaged: " + fits.error().detail);
      return;
    }
    check_numbers();
    check_options();
    check_state();
    box_ = votes::load_box(tx_, vote_.id);
    bool is_whole = true;
    for (const auto& row : box_) is_whole = check_ballot(row) && is_whole;
    if (vote_.counted_at) check_result(is_whole);
  }

 private:
  void say(const std::string& what) const { report_("vote " + vote_.id.text() + ": " + what); }

  void check_numbers() {
    auto row = tx_.rows(vote_numbers_sql, vote_.id);
    row.next();
    const auto text = [&row](int column) { return std::to_string(row.integer(column)); };
    if (row.integer(0) != row.integer(1)) say("cast_count is stored as " + text(0) + ", the box holds " + text(1));
    if (row.integer(2) != row.integer(3)) say(text(2) + " ballots were cast here on a screen, the register says " + text(3) + " people did");
    if (row.integer(4) > row.integer(5)) say(text(4) + " ballots came out of envelopes, " + text(5) + " were handed out");
    auto organisations = tx_.rows(organisations_sql, vote_.id);
    if (organisations.next() && organisations.integer(0) > 0) say("an organisation stands on the register");
    auto batches = tx_.rows(entered_sql, vote_.id);
    while (batches.next())
      if (batches.integer(1) != batches.integer(2))
        report_("envelope " + std::to_string(batches.integer(0)) + ": entered is stored as " + std::to_string(batches.integer(1)) + ", the rows say " +
                std::to_string(batches.integer(2)));
    auto strange = tx_.rows(strange_batches_sql, vote_.id);
    while (strange.next()) say(named(strange.view(0)) + " lies in an envelope of another vote");
  }

  void check_options() {
    auto rows = tx_.rows(strange_options_sql, vote_.id);
    while (rows.next()) say("option " + std::to_string(rows.integer(0)) + " is an idea of another redesign, or in a version that is not there");
  }

  void check_state() {
    const auto phase = redesigns::find_phase(tx_, vote_.phase);
    if (!phase || phase->redesign != vote_.redesign || phase->type != redesigns::PhaseType::vote) {
      say("its phase is no vote of its redesign");
      return;
    }
    const auto state = phase->state;
    const std::string stands = ", its phase is " + std::string(redesigns::name_of(state));
    const bool is_before = state == PhaseState::planned || state == PhaseState::skipped;
    if (!is_before && !vote_.frozen_at) say("was never frozen" + stands);
    const bool is_published = state == PhaseState::results_published;
    if (vote_.counted_at.has_value() != (state == PhaseState::counted || is_published)) say(std::string(vote_.counted_at ? "is counted" : "is not counted") + stands);
    if (vote_.signed_at.has_value() != is_published) say(std::string(vote_.signed_at ? "is signed" : "is not signed") + stands);
    const auto batches = votes::load_batches(tx_, vote_.id);
    const bool is_open = std::any_of(batches.begin(), batches.end(), [](const votes::Batch& batch) { return !batch.signed_at; });
    if (vote_.counted_at && is_open) say("was counted before every envelope was signed");
  }

  static std::string named(std::string_view digest) { return "ballot " + std::string(digest.substr(0, 16)); }

  /// The choices when the text is what choices_text would write, and the vote allows them.
  std::optional<votes::Choices> readable(const std::string& text) const {
    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    if (!parsed.is_array()) return std::nullopt;
    votes::Choices choices;
    for (const auto& part : parsed) {
      if (!part.is_array()) return std::nullopt;
      auto& group = choices.emplace_back();
      for (const auto& number : part) {
        if (!number.is_number_integer() || number < 1 || number > votes::options_max) return std::nullopt;
        group.push_back(number.get<int>());
      }
    }
    auto checked = votes::check_choices(vote_, std::move(choices));
    if (!checked || votes::choices_text(*checked) != text) return std::nullopt;
    return std::move(*checked);
  }

  bool check_ballot(const votes::BallotRow& row) const {
    const std::string ballot = named(row.receipt_digest);
    const bool is_sealed = row.seal == votes::seal_of(vote_.id, row.receipt_digest, row.channel, row.weight, row.choices);
    const bool is_readable = readable(row.choices).has_value();
    if (!is_sealed) say(ballot + " is not what its seal says");
    if (!is_readable) say(ballot + " says what this vote does not allow");
    const bool has_code = votes::is_code(tx_, vote_.id, row.receipt_digest);
    if (row.batch.is_set() && !has_code) say(ballot + " came out of an envelope, and no ballot was printed with its code");
    if (!row.batch.is_set() && has_code) say(ballot + " uses a printed code, and came out of no envelope");
    return is_sealed && is_readable;
  }

  void check_result(bool is_whole) const {
    std::vector<std::string> seals;
    for (const auto& row : box_) seals.push_back(row.seal);
    if (votes::root_of(std::move(seals)) != vote_.root) say("its root is not that of its ballots");
    else if (is_whole && votes::result_json(votes::count_box(vote_, votes::group_box(box_), vote_.root), vote_.root) != vote_.result)
      say("its ballots give another result than the one that is stored");
    // An import counted elsewhere has no event here.
    if (vote_.counted_by.is_set() && !tx_.rows(count_event_sql, vote_.id, vote_.root).next()) say("no event of its count holds its root");
  }

  db::Tx& tx_;
  votes::Vote vote_;
  const Report& report_;
  std::vector<votes::BallotRow> box_;
};

}  // namespace

void check_votes(db::Tx& tx, const Report& report) {
  std::vector<votes::VoteId> ids;
  {
    auto rows = tx.rows(vote_ids_sql);
    while (rows.next()) ids.push_back(rows.id<votes::VoteId>(0));
  }
  for (const auto id : ids) VoteCheck(tx, votes::find_vote(tx, id).value(), report).run();
}

}  // namespace palabre::transfer
