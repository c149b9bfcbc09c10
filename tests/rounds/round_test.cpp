// The rules of rounds as tables: who moves a round where, whose turn it is, what is common ground, when a line is lost.
#include "rounds/draw_tables.hpp"
#include "rounds/statement.hpp"
#include "rounds/turn.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace palabre::rounds {
namespace {

constexpr Instant noon{1'800'000'000'000};
constexpr std::string_view round_why = "Because the test needs it.";

people::Actor somebody(std::int64_t id, std::optional<people::Role> role) {
  people::Actor actor;
  actor.person = PersonId{id};
  actor.opaque_id = "p";
  if (role) actor.roles.add(*role);
  return actor;
}
const people::Actor moderator = somebody(1, people::Role::moderator);
const people::Actor other_moderator = somebody(2, people::Role::moderator);
const people::Actor owner = somebody(3, people::Role::owner);
const people::Actor facilitator = somebody(4, people::Role::facilitator);
const people::Actor citizen = somebody(5, std::nullopt);

Round round_at(RoundState state) {
  Round round;
  round.id = RoundId{1};
  round.state = state;
  round.access = {{{"en", "by telephone"}}};
  round.starts_at = noon;
  round.stage_at = noon;
  round.seats = 8;
  round.seats_max = 8;
  round.statements = 3;
  return round;
}

RoundFacts ready() {
  RoundFacts facts;
  facts.hosts = 1;
  facts.draft_at = noon.plus_ms(-49 * ms_per_hour);
  return facts;
}

/// "planned>lobby" for every way a moderator may take.
std::vector<std::string> ways_of(const people::Actor& actor, const RoundFacts& facts) {
  std::vector<std::string> ways;
  for (int from = 0; from <= static_cast<int>(RoundState::aborted); ++from)
    for (int to = 0; to <= static_cast<int>(RoundState::aborted); ++to) {
      Round round = round_at(static_cast<RoundState>(from));
      if (round.state == RoundState::paused) {
        round.paused_state = RoundState::groups;
        round.pause_cause = PauseCause::moderator;
        round.paused_at = noon;
      }
      if (decide_move(round, facts, actor, {static_cast<RoundState>(to), std::string(round_why)}, noon))
        ways.push_back(std::string(name_of(round.state)) + ">" + std::string(name_of(static_cast<RoundState>(to))));
    }
  return ways;
}

TEST(RoundStages, AModeratorTakesExactlyTheseWays) {
  const std::vector<std::string> expected{
      "planned>lobby",   "planned>aborted", "lobby>briefing",  "lobby>paused",     "lobby>aborted",   "briefing>groups", "briefing>paused", "briefing>aborted",
      "groups>plenary",  "groups>paused",   "groups>aborted",  "plenary>groups",   "plenary>converge", "plenary>paused", "plenary>aborted", "converge>closed",
      "converge>paused", "converge>aborted", "closed>reported", "paused>groups",   "paused>aborted"};
  EXPECT_EQ(ways_of(moderator, ready()), expected);
}

TEST(RoundStages, NobodyElseMovesARound) {
  for (const auto& actor : {owner, facilitator, citizen}) EXPECT_EQ(ways_of(actor, ready()), std::vector<std::string>{});
}

TEST(RoundStages, AFacilitatorWhoTookOverMovesIt) {
  Round round = round_at(RoundState::lobby);
  round.lead = facilitator.person;
  EXPECT_TRUE(decide_move(round, ready(), facilitator, {RoundState::briefing, {}}, noon).has_value());
}

struct Guard {
  std::string name;
  RoundState from{}, to{};
  void (*spoil)(Round&, RoundFacts&);
};

TEST(RoundStages, EachGuardHoldsItsStage) {
  const std::vector<Guard> guards{
      {"too few hosts", RoundState::planned, RoundState::lobby, [](Round& round, RoundFacts&) { round.seats_max = 9; }},
      {"no access measure", RoundState::planned, RoundState::lobby, [](Round& round, RoundFacts&) { round.access.clear(); }},
      {"one seat", RoundState::briefing, RoundState::groups, [](Round& round, RoundFacts&) { round.seats = 1; }},
      {"no rapporteur", RoundState::groups, RoundState::plenary, [](Round&, RoundFacts& facts) { facts.tables_without_rapporteur = 1; }},
      {"no statement", RoundState::plenary, RoundState::converge, [](Round& round, RoundFacts&) { round.statements = 0; }},
      {"an open join", RoundState::plenary, RoundState::converge, [](Round&, RoundFacts& facts) { facts.open_joins = 1; }},
      {"no draft", RoundState::closed, RoundState::reported, [](Round&, RoundFacts& facts) { facts.draft_at.reset(); }},
      {"a young draft", RoundState::closed, RoundState::reported, [](Round&, RoundFacts& facts) { facts.draft_at = noon.plus_ms(-47 * ms_per_hour); }},
  };
  for (const auto& guard : guards) {
    Round round = round_at(guard.from);
    RoundFacts facts = ready();
    ASSERT_TRUE(decide_move(round, facts, moderator, {guard.to, {}}, noon).has_value()) << guard.name;
    guard.spoil(round, facts);
    const auto refused = decide_move(round, facts, moderator, {guard.to, {}}, noon);
    ASSERT_FALSE(refused.has_value()) << guard.name;
    EXPECT_EQ(refused.error().reason, Reason::round_transition_refused) << guard.name;
    EXPECT_GT(refused.error().detail.size(), 10U) << guard.name;
  }
}

TEST(RoundStages, PausesExtraCyclesAndEarlyEndsNeedAReason) {
  const std::vector<std::pair<RoundState, RoundState>> moves{
      {RoundState::groups, RoundState::paused}, {RoundState::plenary, RoundState::groups}, {RoundState::groups, RoundState::aborted}};
  for (const auto& [from, to] : moves) {
    const auto refused = decide_move(round_at(from), ready(), moderator, {to, "short"}, noon);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().reason, Reason::reason_required);
  }
}

TEST(RoundStages, AnEarlyEndTakesAModeratorAndASecondPerson) {
  Round round = round_at(RoundState::groups);
  EXPECT_EQ(decide_move(round, ready(), moderator, {RoundState::aborted, std::string(round_why)}, noon).value().kind, MoveKind::ask_abort);
  EXPECT_FALSE(decide_move(round, ready(), owner, {RoundState::aborted, std::string(round_why)}, noon).has_value());
  round.abort_by = moderator.person;
  EXPECT_EQ(decide_move(round, ready(), moderator, {RoundState::aborted, std::string(round_why)}, noon).error().reason, Reason::own_case);
  for (const auto& second : {other_moderator, owner}) EXPECT_EQ(decide_move(round, ready(), second, {RoundState::aborted, std::string(round_why)}, noon).value().kind, MoveKind::abort);
  EXPECT_FALSE(decide_move(round, ready(), facilitator, {RoundState::aborted, std::string(round_why)}, noon).has_value());
}

TEST(RoundClock, OpensAReadyLobbyInTimeAndNoOther) {
  const Round round = round_at(RoundState::planned);
  EXPECT_FALSE(decide_clock_move(round, ready(), lobby_at(round).plus_ms(-1)).has_value());
  EXPECT_EQ(decide_clock_move(round, ready(), lobby_at(round)).value().to, RoundState::lobby);
  EXPECT_FALSE(decide_clock_move(round, RoundFacts{}, lobby_at(round)).has_value());
}

TEST(RoundClock, EndsTablesOnlyWhenEachHasARapporteur) {
  const Round round = round_at(RoundState::groups);
  const Instant end = stage_end(round).value();
  RoundFacts facts = ready();
  EXPECT_FALSE(decide_clock_move(round, facts, end.plus_ms(-1)).has_value());
  EXPECT_EQ(decide_clock_move(round, facts, end).value().to, RoundState::plenary);
  facts.tables_without_rapporteur = 1;
  EXPECT_FALSE(decide_clock_move(round, facts, end).has_value());
}

TEST(RoundClock, PausesARoundWhoseModeratorIsAway) {
  RoundFacts facts = ready();
  facts.is_lead_away = true;
  EXPECT_EQ(decide_clock_move(round_at(RoundState::groups), facts, noon).value().kind, MoveKind::pause);
  facts.draft_at.reset();
  EXPECT_FALSE(decide_clock_move(round_at(RoundState::closed), facts, noon).has_value());
}

TEST(RoundClock, PublishesAReportOnceItsReviewIsOverAndNobodyObjectsOrHoldsIt) {
  const Round round = round_at(RoundState::closed);
  RoundFacts facts = ready();
  EXPECT_FALSE(decide_clock_move(round, RoundFacts{}, noon).has_value()) << "there is no draft";
  const auto move = decide_clock_move(round, facts, noon);
  ASSERT_TRUE(move.has_value());
  EXPECT_EQ(move->to, RoundState::reported);
  EXPECT_EQ(move->at, review_end(*facts.draft_at)) << "dated when it was due";
  facts.note_at = noon.plus_ms(-1);
  EXPECT_EQ(decide_clock_move(round, facts, noon)->at, facts.note_at) << "an objection was taken back after the review";
  EXPECT_FALSE(decide_clock_move(round, facts, review_end(*facts.draft_at).plus_ms(-1)).has_value());
  facts.objections = 1;
  EXPECT_FALSE(decide_clock_move(round, facts, noon).has_value());
  Round held = round;
  held.held_at = noon;
  EXPECT_FALSE(decide_clock_move(held, ready(), noon).has_value());
}

TEST(RoundReports, GoOutAgainstAnObjectionOnlyWithAReason) {
  RoundFacts facts = ready();
  facts.objections = 1;
  const Round round = round_at(RoundState::closed);
  EXPECT_EQ(decide_move(round, facts, moderator, {RoundState::reported, {}}, noon).error().reason, Reason::reason_required);
  EXPECT_TRUE(decide_move(round, facts, moderator, {RoundState::reported, std::string(round_why)}, noon).has_value());
}

TEST(RoundReports, AreHeldByThoseWhoFacilitateWithAReason) {
  Round round = round_at(RoundState::closed);
  RoundFacts facts = ready();
  const HoldRequest hold{true, std::string(round_why)};
  EXPECT_EQ(decide_hold(round, facts, facilitator, hold).error().reason, Reason::not_allowed) << "hosts another round";
  facts.is_host = true;
  EXPECT_TRUE(decide_hold(round, facts, facilitator, hold).has_value());
  EXPECT_EQ(decide_hold(round, facts, facilitator, {true, {}}).error().reason, Reason::reason_required);
  EXPECT_EQ(decide_hold(round, facts, facilitator, {false, {}}).error().reason, Reason::nothing_changed);
  round.held_at = noon;
  EXPECT_TRUE(decide_hold(round, facts, moderator, {false, {}}).has_value());
  round.state = RoundState::reported;
  EXPECT_EQ(decide_hold(round, facts, moderator, {false, {}}).error().reason, Reason::round_not_open);
}

TEST(RoundLead, AHostTakesOverOnlyWhenTheLeadIsFree) {
  Round round = round_at(RoundState::groups);
  round.lead = moderator.person;
  RoundFacts facts = ready();
  EXPECT_EQ(decide_take_lead(round, facts, facilitator).error().reason, Reason::not_allowed);
  facts.is_host = true;
  EXPECT_EQ(decide_take_lead(round, facts, facilitator).error().reason, Reason::round_transition_refused);
  facts.is_lead_away = true;
  EXPECT_TRUE(decide_take_lead(round, facts, facilitator).has_value());
  EXPECT_EQ(decide_take_lead(round, facts, moderator).error().reason, Reason::nothing_changed);
}

TEST(Turns, WhoHasSpokenLeastSpeaksFirstThenWhoAskedFirst) {
  std::vector<InLine> line{{TurnId{1}, SeatId{1}, 2, Instant{10}}, {TurnId{2}, SeatId{2}, 0, Instant{30}}, {TurnId{3}, SeatId{3}, 1, Instant{20}}, {TurnId{4}, SeatId{4}, 0, Instant{25}}};
  sort_line(line);
  std::vector<std::int64_t> order;
  for (const auto& waiting : line) order.push_back(waiting.seat.value);
  EXPECT_EQ(order, (std::vector<std::int64_t>{4, 2, 3, 1}));
}

TEST(Turns, NobodySpeaksTwiceBeforeEveryoneWillingHasOnce) {
  // Three willing people ask again as soon as they have spoken: each takes every third turn.
  std::map<std::int64_t, std::int64_t> spoken{{1, 0}, {2, 0}, {3, 0}};
  std::vector<InLine> line;
  std::int64_t at = 0;
  for (const auto& [seat, count] : spoken) line.push_back({TurnId{++at}, SeatId{seat}, count, Instant{at}});
  for (int turn = 0; turn < 12; ++turn) {
    sort_line(line);
    const auto next = line.front().seat.value;
    line.erase(line.begin());
    ++spoken[next];
    ++at;
    line.push_back({TurnId{at}, SeatId{next}, spoken[next], Instant{at}});
    const auto [least, most] = std::minmax_element(spoken.begin(), spoken.end(), [](const auto& left, const auto& right) { return left.second < right.second; });
    EXPECT_LE(most->second - least->second, 1) << "turn " << turn;
  }
}

TEST(CommonGround, NeedsSeventyPercentAtEveryTable) {
  struct Case {
    std::vector<Judgements> tables;
    bool is_common;
  };
  const std::vector<Case> cases{
      {{}, false},                                    // nobody judged it
      {{{1, 7, 3, 0}}, true},                         // exactly 70 %
      {{{1, 69, 31, 0}}, false},
      {{{1, 1, 0, 5}}, true},                         // those who passed do not count
      {{{1, 6, 0, 0}, {2, 0, 0, 6}}, false},          // a table of passes has not agreed
      {{{1, 60, 0, 0}, {2, 2, 1, 0}}, false},         // a large majority does not carry a small table
      {{{1, 5, 2, 0}, {2, 3, 1, 9}, {3, 1, 0, 0}}, true},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_EQ(is_common_ground(cases[i].tables), cases[i].is_common) << "case " << i;
}

TEST(Lines, ALostLineIsReconnectingThenGoneAndTheSeatNeverFree) {
  EXPECT_EQ(next_presence(Presence::unseen, noon, false, noon.plus_ms(ms_per_day)), Presence::unseen);
  EXPECT_EQ(next_presence(Presence::unseen, noon, true, noon), Presence::connected);
  EXPECT_EQ(next_presence(Presence::connected, noon, false, noon), Presence::reconnecting);
  EXPECT_EQ(next_presence(Presence::reconnecting, noon, false, noon.plus_ms(59'999)), Presence::reconnecting);
  EXPECT_EQ(next_presence(Presence::reconnecting, noon, false, noon.plus_ms(60'000)), Presence::gone);
  EXPECT_EQ(next_presence(Presence::gone, noon, true, noon.plus_ms(1)), Presence::connected);
}

TEST(Draw, MixesKindsAndIsRepeatable) {
  std::vector<SeatKind> kinds;
  for (int i = 0; i < 22; ++i) kinds.push_back(i % 3 == 0 ? SeatKind::user : i % 3 == 1 ? SeatKind::administration : SeatKind::resident);
  const std::string seed(64, 'a');
  const auto tables = draw(kinds, 4, seed);
  EXPECT_EQ(tables, draw(kinds, 4, seed));
  EXPECT_NE(tables, draw(kinds, 4, std::string(64, 'b')));
  for (std::int64_t table = 1; table <= 4; ++table) {
    const auto size = std::count(tables.begin(), tables.end(), table);
    EXPECT_TRUE(size == 5 || size == 6) << size;
    for (const auto kind : {SeatKind::user, SeatKind::administration, SeatKind::resident}) {
      int here = 0;
      for (std::size_t i = 0; i < kinds.size(); ++i) here += tables[i] == table && kinds[i] == kind ? 1 : 0;
      EXPECT_TRUE(here == 1 || here == 2) << name_of(kind) << " at table " << table << ": " << here;
    }
  }
}

TEST(Joins, EachSideIsAskedOnce) {
  Join join;
  EXPECT_EQ(decide_join_answer(join, {false, false}).error().reason, Reason::not_allowed);
  EXPECT_TRUE(decide_join_answer(join, {true, false}).has_value());
  join.from_consent = true;
  EXPECT_EQ(decide_join_answer(join, {true, false}).error().reason, Reason::already_exists);
  EXPECT_TRUE(decide_join_answer(join, {true, true}).has_value());
  join.state = JoinState::refused;
  EXPECT_FALSE(decide_join_answer(join, {false, true}).has_value());
}

TEST(Seats, AHostSpeaksOnlyForThoseWithoutADevice) {
  RoundFacts host;
  host.is_host = true;
  Seat seat;
  seat.person = citizen.person;
  EXPECT_TRUE(acts_for(seat, {}, citizen));
  EXPECT_FALSE(acts_for(seat, host, facilitator));
  seat.person = {};
  seat.channel = SeatChannel::phone;
  EXPECT_TRUE(acts_for(seat, host, facilitator));
  EXPECT_FALSE(acts_for(seat, {}, citizen));
  seat.channel = SeatChannel::imported;
  EXPECT_FALSE(acts_for(seat, host, facilitator));
}

}  // namespace
}  // namespace palabre::rounds
