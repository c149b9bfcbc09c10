// A frozen vote that is open now, with an owner, a facilitator and a moderator. Used by the store tests of paper and by assisted's.
#pragma once
#include "crypto/crypto.hpp"
#include "discussion/test_scene.hpp"
#include "votes/acts.hpp"
#include "votes/receipt.hpp"

namespace palabre::tests {

class PaperScene : public Scene {
 protected:
  PaperScene() {
    crypto::start();
    give_role(facilitator, "facilitator");
    const Instant now = tx().now();
    tx().run("INSERT INTO phase (id, redesign_id, position, type, stage, titles, state, opens_at, closes_at, created_at) "
             "VALUES (2, 1, 2, 'vote', 'co-commission', '{}', 'open', $1, $2, 1)",
             now.plus_ms(-ms_per_day), now.plus_ms(ms_per_day));
    votes::Vote wanted;
    wanted.redesign = redesign;
    wanted.phase = PhaseId{2};
    wanted.method = votes::Method::approval;
    wanted.texts = {{"fr", "Que fait-on d'abord ?"}};
    wanted.seats = 1;
    wanted.choices_max = 2;
    for (int position = 1; position <= 3; ++position) {
      votes::Option option;
      option.position = position;
      option.texts = {{"fr", "Projet " + std::to_string(position)}};
      wanted.options.push_back(option);
    }
    wanted.created_by = owner;
    vote = votes::insert_vote(tx(), wanted);
    wanted = votes::find_vote(tx(), vote).value();
    wanted.frozen_at = now.plus_ms(-5 * ms_per_day);
    votes::save_frozen(tx(), wanted);
  }

  std::vector<std::string> print(std::int64_t count) { return votes::print_ballots(tx(), actor(owner), vote, count).value(); }
  void hand_out(PersonId person) { EXPECT_TRUE(votes::hand_out_ballot(tx(), actor(facilitator), vote, person).has_value()); }
  votes::Batch open_envelope(std::int64_t papers) { return votes::open_batch(tx(), actor(facilitator), vote, "Mairie, enveloppe 1", papers).value(); }
  std::string event_of(const std::string& type, const std::string& more) {
    return type + R"( {"vote":")" + vote.text() + "\"," + more + "}";
  }
  std::int64_t cast() { return votes::find_vote(tx(), vote)->cast; }

  PersonId facilitator{7}, neighbour{8};
  votes::VoteId vote;
};

}  // namespace palabre::tests
