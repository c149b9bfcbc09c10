// The acts of this slice and the work of the clock, on a real database.
#include "redesigns/advance_phases.hpp"
#include "redesigns/create_redesign.hpp"
#include "redesigns/edit_redesign.hpp"
#include "redesigns/redesign_store.hpp"
#include "redesigns/redesign_view.hpp"
#include "redesigns/transition_phase.hpp"
#include "redesigns/transition_redesign.hpp"

#include "db/test_store.hpp"
#include "people/person_repo.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::redesigns {
namespace {

const std::string council_reason = "the council decided so";

class RedesignActs : public ::testing::Test {
 protected:
  RedesignActs() {
    store.run([&](db::Tx& tx) { admin = save(tx, "admin", true); });
    actor = as(admin);
  }

  static people::Person save(db::Tx& tx, const std::string& name, bool is_admin) {
    people::NewPerson person;
    person.email = name + "@example.org";
    person.name = name;
    person.language = "fr";
    person.is_admin = is_admin;
    return people::save_new_person(tx, person);
  }
  static people::Actor as(const people::Person& person) { return people::Actor{person.id, person.opaque_id, {}, false, person.is_admin}; }

  [[nodiscard]] Instant hours(int count) const { return store.clock.now().plus_ms(count * ms_per_hour); }

  CreateRedesign parc(RedesignState state, std::vector<NewPhase> phases = {}) const {
    CreateRedesign input;
    input.redesign.slug = "parc";
    input.redesign.state = state;
    input.redesign.languages = {"fr"};
    input.redesign.power_level = "involve";
    input.texts.title = {{"fr", "Le parc"}};
    input.texts.summary = {{"fr", "Refaire le parc ensemble"}};
    input.texts.promise = {{"fr", "Trois idées seront réalisées"}};
    input.phases = std::move(phases);
    return input;
  }
  static NewPhase phase(PhaseType type, std::optional<Instant> opens, std::optional<Instant> closes) { return {type, {}, {}, opens, closes, false}; }

  Redesign create(const CreateRedesign& input) {
    return store.run([&](db::Tx& tx) { return create_redesign(tx, actor, input).value(); });
  }
  Phase first_phase(const Redesign& redesign) {
    return store.run([&](db::Tx& tx) { return load_phases(tx, redesign.id).at(0); });
  }
  static std::vector<std::string> event_types(db::Tx& tx) {
    std::vector<std::string> types;
    for (const auto& event : tx.appended()) types.push_back(event.type);
    return types;
  }

  tests::TestStore store;
  people::Person admin;
  people::Actor actor;
};

TEST_F(RedesignActs, CreateMakesTheCreatorOwnerAndKeepsSlugsUnique) {
  store.run([&](db::Tx& tx) {
    const auto created = create_redesign(tx, actor, parc(RedesignState::draft));
    ASSERT_TRUE(created.has_value()) << created.error().detail;
    EXPECT_TRUE(people::load_roles(tx, created->id, admin.id).has(people::Role::owner));
    EXPECT_EQ(tx.appended().at(0).channel, channel_of(created->id)) << "a draft is not announced to the instance";
    EXPECT_EQ(create_redesign(tx, actor, parc(RedesignState::draft)).error().reason, Reason::slug_taken);
    people::Actor participant = actor;
    participant.is_admin = false;
    EXPECT_EQ(create_redesign(tx, participant, parc(RedesignState::draft)).error().reason, Reason::not_allowed);
    EXPECT_TRUE(load_public_redesigns(tx).empty());
  });
}

TEST_F(RedesignActs, CreateAsOpenFollowsTheClockAtOnce) {
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::stories, hours(-9), hours(-2)), phase(PhaseType::ideas, hours(-1), hours(5)),
                                                          phase(PhaseType::vote, hours(6), hours(8))}));
  store.run([&](db::Tx& tx) {
    const auto phases = load_phases(tx, redesign.id);
    ASSERT_EQ(phases.size(), 3U);
    EXPECT_EQ(phases[0].state, PhaseState::closed);
    EXPECT_EQ(phases[1].state, PhaseState::open);
    EXPECT_EQ(phases[2].state, PhaseState::planned);
    EXPECT_EQ(phases[1].stage, Stage::co_design);
    EXPECT_EQ(next_phase_change(tx), hours(5));
  });
}

TEST_F(RedesignActs, TheClockOpensOnlyAVoteThatWasFrozen) {
  const Instant opens = hours(1);
  const Instant closes = hours(3);
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::vote, opens, closes)}));
  store.run([&](db::Tx& tx) { EXPECT_EQ(next_phase_change(tx), std::nullopt) << "nothing is due, now or for ever"; });
  store.clock.advance_ms(2 * ms_per_hour);
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(advance_phases(tx), 0);
    auto vote = load_phases(tx, redesign.id).at(0);
    EXPECT_EQ(vote.state, PhaseState::planned);
    EXPECT_GT(fresh_until(RedesignState::open, std::vector{vote}, tx.now()), tx.now()) << "answers may still be kept";
    vote.state = PhaseState::frozen;
    save_phase(tx, vote);
    EXPECT_EQ(next_phase_change(tx), opens);
    EXPECT_EQ(advance_phases(tx), 1);
    EXPECT_EQ(load_phases(tx, redesign.id).at(0).state, PhaseState::open);
    EXPECT_EQ(next_phase_change(tx), closes);
  });
}

TEST_F(RedesignActs, AVoteIsNotAddedOpenAndKeepsItsDatesOnceFrozen) {
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::vote, hours(1), hours(3))}));
  store.run([&](db::Tx& tx) {
    auto wanted = phase(PhaseType::vote, {}, hours(3));
    wanted.is_open_now = true;
    EXPECT_EQ(add_phase(tx, actor, redesign, wanted).error().field, "state");
    auto vote = load_phases(tx, redesign.id).at(0);
    vote.state = PhaseState::frozen;
    save_phase(tx, vote);
    EditPhase later;
    later.opens_at = std::optional(hours(2));
    EXPECT_EQ(edit_phase(tx, actor, vote, later).error().field, "opens_at");
    EditPhase longer;
    longer.closes_at = std::optional(hours(9));
    EXPECT_EQ(edit_phase(tx, actor, vote, longer).error().field, "closes_at");
    EditPhase titles;
    titles.titles = TextsByLanguage{{"fr", "Le grand vote"}};
    EXPECT_TRUE(edit_phase(tx, actor, vote, titles).has_value());
  });
}

TEST_F(RedesignActs, TheClockDatesEachMoveAtItsBoundaryThoughTheServerWasDown) {
  const auto redesign = create(parc(RedesignState::announced, {phase(PhaseType::ideas, hours(1), hours(3)), phase(PhaseType::discussion, hours(2), hours(9))}));
  const Instant start = store.clock.now();
  store.clock.advance_ms(4 * ms_per_hour);
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(advance_phases(tx), 3);
    EXPECT_EQ(find_redesign(tx, redesign.id)->state, RedesignState::open);
    EXPECT_EQ(event_types(tx), (std::vector<std::string>{"phase.state_changed", "redesign.edited", "phase.state_changed", "phase.state_changed"}));
    EXPECT_EQ(tx.appended().at(0).actor, "clock");
    const auto history = load_phase_history(tx, load_phases(tx, redesign.id).at(0).id);
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[1].to, "open");
    EXPECT_EQ(history[1].at, start.plus_ms(ms_per_hour));
    EXPECT_EQ(history[2].to, "closed");
    EXPECT_EQ(history[2].at, start.plus_ms(3 * ms_per_hour));
    EXPECT_FALSE(history[2].person.is_set());
    EXPECT_EQ(history[2].reason, "clock");
    EXPECT_EQ(load_redesign_history(tx, redesign.id).back().at, start.plus_ms(ms_per_hour));
    EXPECT_EQ(advance_phases(tx), 0) << "a second run finds nothing";
  });
}

TEST_F(RedesignActs, TheClockLeavesDraftsAlone) {
  create(parc(RedesignState::draft, {phase(PhaseType::ideas, hours(-1), hours(3))}));
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(advance_phases(tx), 0);
    EXPECT_FALSE(next_phase_change(tx).has_value());
  });
}

TEST_F(RedesignActs, PhasesGoThroughCloseReopenAndExtendWithHistory) {
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::ideas, hours(-1), hours(5))}));
  const PhaseId id = first_phase(redesign).id;
  store.clock.advance_ms(1000);
  store.run([&](db::Tx& tx) {
    const auto closed = transition_phase(tx, actor, id, {PhaseState::closed, council_reason, {}});
    ASSERT_TRUE(closed.has_value()) << closed.error().detail;
    EXPECT_EQ(closed->closes_at, tx.now());
    EXPECT_NE(tx.appended().back().payload.find("\"state\":\"closed\""), std::string::npos);
  });
  store.run([&](db::Tx& tx) {
    const auto reopened = transition_phase(tx, actor, id, {PhaseState::open, council_reason, hours(10)});
    ASSERT_TRUE(reopened.has_value());
    EXPECT_EQ(reopened->reopenings, 1);
    const auto extended = transition_phase(tx, actor, id, {PhaseState::open, council_reason, hours(20)});
    ASSERT_TRUE(extended.has_value());
    EXPECT_EQ(extended->extensions, 1);
    EXPECT_EQ(load_phase_history(tx, id).back().ends_at, hours(20));
    EXPECT_EQ(load_phase_history(tx, id).back().person_name, "admin");
  });
}

TEST_F(RedesignActs, ATransitionSeesWhatTheClockDidMeanwhile) {
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::ideas, hours(-1), hours(5))}));
  store.clock.advance_ms(5 * ms_per_hour);
  store.run([&](db::Tx& tx) {
    const auto late = transition_phase(tx, actor, load_phases(tx, redesign.id).at(0).id, {PhaseState::closed, council_reason, {}});
    EXPECT_EQ(late.error().reason, Reason::phase_transition_refused);
  });
}

TEST_F(RedesignActs, APauseStopsTheClocksAndShiftsWhatLayAhead) {
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::ideas, hours(-1), hours(5)), phase(PhaseType::vote, hours(6), hours(8))}));
  const Instant start = store.clock.now();
  store.clock.advance_ms(ms_per_hour);
  store.run([&](db::Tx& tx) { ASSERT_TRUE(transition_redesign(tx, actor, redesign, {RedesignState::paused, council_reason}).has_value()); });
  store.clock.advance_ms(48 * ms_per_hour);
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(advance_phases(tx), 0);
    const auto resumed = transition_redesign(tx, actor, redesign, {RedesignState::open, council_reason});
    ASSERT_TRUE(resumed.has_value());
    const auto phases = load_phases(tx, redesign.id);
    EXPECT_EQ(phases[0].state, PhaseState::open);
    EXPECT_EQ(phases[0].closes_at, start.plus_ms((5 + 48) * ms_per_hour));
    EXPECT_EQ(phases[1].opens_at, start.plus_ms((6 + 48) * ms_per_hour));
  });
}

TEST_F(RedesignActs, GoFromDraftToOpenThroughReviewAndAnnouncement) {
  auto redesign = create(parc(RedesignState::draft, {phase(PhaseType::ideas, hours(1), hours(5))}));
  store.run([&](db::Tx& tx) {
    ASSERT_TRUE(transition_redesign(tx, actor, redesign, {RedesignState::review, council_reason}).has_value());
    EXPECT_EQ(transition_redesign(tx, actor, redesign, {RedesignState::announced, council_reason}).error().reason, Reason::redesign_transition_refused);
    ASSERT_TRUE(add_phase(tx, actor, redesign, phase(PhaseType::follow_up, {}, {})).has_value());
    ASSERT_TRUE(transition_redesign(tx, actor, redesign, {RedesignState::announced, council_reason}).has_value());
    EXPECT_EQ(tx.appended().back().channel, "instance") << "the home page learns of it";
    EXPECT_EQ(load_public_redesigns(tx).size(), 1U);
  });
}

TEST_F(RedesignActs, EditingKeepsWhatIsNotGivenAndNeverChangesThePromiseQuietly) {
  const auto redesign = create(parc(RedesignState::open));
  store.run([&](db::Tx& tx) {
    EditRedesign input;
    input.title = {{"en", "The park"}};
    const auto edited = edit_redesign(tx, actor, redesign, input);
    ASSERT_TRUE(edited.has_value());
    const auto texts = parse_redesign_texts(edited->texts_json);
    EXPECT_EQ(texts.title, (TextsByLanguage{{"en", "The park"}, {"fr", "Le parc"}}));
    EXPECT_EQ(texts.summary.at("fr"), "Refaire le parc ensemble");
    EXPECT_EQ(edit_redesign(tx, actor, *edited, input).error().reason, Reason::nothing_changed);
    EditRedesign power;
    power.power_level = "consult";
    EXPECT_EQ(edit_redesign(tx, actor, *edited, power).error().reason, Reason::reason_required);
    power.reason = council_reason;
    ASSERT_TRUE(edit_redesign(tx, actor, *edited, power).has_value());
    const auto history = load_redesign_history(tx, redesign.id);
    EXPECT_EQ(history.back().from, "involve");
    EXPECT_EQ(history.back().to, "consult");
    EXPECT_EQ(history.back().reason, council_reason);
  });
}

TEST_F(RedesignActs, EditingRefusesASecondEditorWhoReadBefore) {
  const auto redesign = create(parc(RedesignState::open));
  store.clock.advance_ms(5);
  store.run([&](db::Tx& tx) {
    EditRedesign input;
    input.territory = "Lipowe";
    input.updated_at = redesign.updated_at;
    ASSERT_TRUE(edit_redesign(tx, actor, redesign, input).has_value());
    input.territory = "Valdolce";
    EXPECT_EQ(edit_redesign(tx, actor, *find_redesign(tx, redesign.id), input).error().reason, Reason::stale_version);
  });
}

TEST_F(RedesignActs, EditingAPhaseMovesItsDatesOnlyBeforeItStarts) {
  const auto redesign = create(parc(RedesignState::open, {phase(PhaseType::ideas, hours(1), hours(5))}));
  store.run([&](db::Tx& tx) {
    const Phase planned = load_phases(tx, redesign.id).at(0);
    EditPhase input;
    input.closes_at = hours(7);
    ASSERT_TRUE(edit_phase(tx, actor, planned, input).has_value());
    EXPECT_EQ(tx.appended().back().type, "phase.edited");
    EditPhase by_hand;
    by_hand.closes_at = std::optional<Instant>{};
    const auto without_end = edit_phase(tx, actor, *find_phase(tx, planned.id), by_hand);
    ASSERT_TRUE(without_end.has_value());
    EXPECT_FALSE(without_end->closes_at) << "a date can be taken away again";
    EXPECT_EQ(without_end->opens_at, hours(1)) << "and only the one named";
    input.opens_at = hours(-1);
    const auto begun = edit_phase(tx, actor, *find_phase(tx, planned.id), input);
    ASSERT_TRUE(begun.has_value());
    EXPECT_EQ(begun->state, PhaseState::open) << "a planned phase whose opening moves into the past opens";
    EditPhase later;
    later.closes_at = hours(9);
    EXPECT_EQ(edit_phase(tx, actor, *begun, later).error().reason, Reason::phase_transition_refused);
  });
}

}  // namespace
}  // namespace palabre::redesigns
