// A vote on two ideas and a text, set up by its owner and opened by the clock. Used by the store tests of votes.
#pragma once
#include "discussion/test_scene.hpp"
#include "redesigns/redesign_store.hpp"
#include "votes/acts.hpp"
#include "votes/receipt.hpp"

namespace palabre::tests {

class VoteScene : public Scene {
 protected:
  VoteScene() {
    second = add_idea(author, ideas::IdeaState::published);
    for (const auto id : {idea, second}) set_idea_state(id, ideas::IdeaState::shortlisted);
    const Instant now = tx().now();
    redesigns::Phase wanted;
    wanted.redesign = redesign;
    wanted.position = 2;
    wanted.type = redesigns::PhaseType::vote;
    wanted.state = redesigns::PhaseState::planned;
    wanted.opens_at = now.plus_ms(4 * ms_per_day);
    wanted.closes_at = now.plus_ms(6 * ms_per_day);
    phase = redesigns::save_new_phase(tx(), wanted);
  }

  votes::Vote wanted_vote() {
    votes::Vote wanted;
    wanted.method = votes::Method::approval;
    wanted.texts = {{"fr", "Que fait-on d'abord ?"}};
    wanted.seats = 1;
    wanted.choices_max = 2;
    wanted.options = {{1, idea, {}, {}, {}}, {2, second, {}, {}, {}}, {3, {}, {}, {{"fr", "Rien du tout"}}, {}}};
    return wanted;
  }
  void define() { vote = votes::define_vote(tx(), actor(owner), phase, wanted_vote()).value().id; }
  void freeze() { ASSERT_TRUE(votes::freeze_vote(tx(), actor(owner), vote, "Les textes sont relus.").has_value()); }
  void open() {
    define();
    freeze();
    pass_ms(4 * ms_per_day);
  }
  void close() { pass_ms(2 * ms_per_day); }

  votes::Elector elector(PersonId person) {
    http::Viewer viewer;
    viewer.person = person;
    viewer.is_email_verified = true;
    return votes::elector_of(tx(), &viewer, vote);
  }
  Result<votes::CastBallot> cast(PersonId person, votes::Choices choices, const std::string& receipt = votes::new_receipt()) {
    return votes::cast_ballot(tx(), actor(person), elector(person), vote, {receipt, std::move(choices)});
  }
  votes::Vote the_vote() { return votes::find_vote(tx(), vote).value(); }
  redesigns::PhaseState phase_state() { return redesigns::find_phase(tx(), phase)->state; }
  ideas::IdeaState state_of(IdeaId id) { return ideas::find_idea(tx(), id)->state; }

  IdeaId second;
  PhaseId phase;
  votes::VoteId vote;
};

}  // namespace palabre::tests
