// What the form of a ballot sent, and what a ballot says in words.
#include "screens/ballot_parts.hpp"

#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace palabre {
namespace {

using screens::read_ballot;
using testing::ElementsAre;
using testing::IsEmpty;
using votes::Method;

class BallotForm : public ::testing::Test {
 protected:
  BallotForm() {
    for (int position = 1; position <= 4; ++position) {
      votes::Option option;
      option.position = position;
      option.texts = {{"fr", "Projet " + std::to_string(position)}};
      vote.options.push_back(option);
    }
    vote.seats = 1;
  }
  Result<screens::SentBallot> read(std::string_view body) {
    auto input = http::Input::from_form(body).value();
    return read_ballot(input, vote);
  }

  votes::Vote vote;
};

TEST_F(BallotForm, GathersTickedBoxesIntoOneGroup) {
  vote.method = Method::approval;
  const auto sent = read("receipt=abc&choice.1=1&choice.3=1&do=cast");
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->receipt, "abc");
  EXPECT_THAT(sent->choices, ElementsAre(ElementsAre(1, 3)));
}

TEST_F(BallotForm, IsBlankWithoutAnyTick) {
  vote.method = Method::budget;
  EXPECT_THAT(read("receipt=abc")->choices, IsEmpty());
}

TEST_F(BallotForm, PutsRanksInOrderWithTiesAndForgivesGaps) {
  vote.method = Method::ranked;
  const auto sent = read("receipt=abc&rank.1=7&rank.2=2&rank.3=&rank.4=2");
  ASSERT_TRUE(sent.has_value());
  EXPECT_THAT(sent->choices, ElementsAre(ElementsAre(2, 4), ElementsAre(1)));
}

TEST_F(BallotForm, BlamesTheChoicesForAFieldThatIsNoneOfThisVote) {
  vote.method = Method::approval;
  EXPECT_EQ(read("receipt=abc&choice.9=1").error().field, "choices");
  EXPECT_EQ(read("receipt=abc&rank.1=1").error().field, "choices");
  vote.method = Method::ranked;
  EXPECT_EQ(read("receipt=abc&rank.1=first").error().field, "choices");
}

TEST_F(BallotForm, NeedsItsReceipt) {
  vote.method = Method::approval;
  EXPECT_EQ(read("choice.1=1").error().field, "receipt");
}

}  // namespace
}  // namespace palabre
