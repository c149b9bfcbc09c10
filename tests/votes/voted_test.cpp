// The votes one took part in: online, on paper, and by a slip that was claimed since.
#include "votes/voted.hpp"

#include "votes/paper_scene.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using votes::Channel;

class Voted : public tests::PaperScene {
 protected:
  std::vector<votes::VoteId> of(PersonId person, std::size_t limit = 10, std::size_t offset = 0) { return votes::load_voted(tx(), person, limit, offset); }
};

TEST_F(Voted, IsNothingForWhoIsNotOnTheRegister) {
  votes::add_to_register(tx(), vote, owner, Channel::online);
  EXPECT_THAT(of(neighbour), IsEmpty());
}

TEST_F(Voted, NamesAVoteOnceWhicheverWay) {
  votes::add_to_register(tx(), vote, owner, Channel::online);
  votes::add_to_register(tx(), vote, facilitator, Channel::paper);
  EXPECT_THAT(of(owner), ElementsAre(vote));
  EXPECT_THAT(of(facilitator), ElementsAre(vote));
}

TEST_F(Voted, IsReadInSlices) {
  votes::add_to_register(tx(), vote, owner, Channel::online);
  EXPECT_THAT(of(owner, 10, 1), IsEmpty());
  EXPECT_THAT(of(owner, 0), IsEmpty());
}

}  // namespace
}  // namespace palabre
