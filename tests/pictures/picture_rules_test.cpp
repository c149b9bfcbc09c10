#include "pictures/picture_rules.hpp"

#include <gtest/gtest.h>

namespace palabre::pictures {
namespace {

using ideas::IdeaState;
using redesigns::RedesignState;

TEST(PictureRules, EverybodySeesThePicturesOfWhatEverybodyReads) {
  for (int i = 0; i < ideas::idea_state_count; ++i) {
    const auto state = static_cast<IdeaState>(i);
    const Sight sight = sight_of(state, RedesignState::open);
    EXPECT_EQ(sight == Sight::everybody, ideas::is_listed(state) || state == IdeaState::merged) << ideas::name_of(state);
  }
}

TEST(PictureRules, HiddenAndWithdrawnOnesAreForStaffAndWaitingOnesForTheirAuthor) {
  EXPECT_EQ(sight_of(IdeaState::hidden, RedesignState::open), Sight::staff);
  EXPECT_EQ(sight_of(IdeaState::withdrawn, RedesignState::open), Sight::staff);
  EXPECT_EQ(sight_of(IdeaState::draft, RedesignState::open), Sight::author);
  EXPECT_EQ(sight_of(IdeaState::published, RedesignState::draft), Sight::staff);
}

TEST(PictureRules, ADescriptionIsMandatory) {
  const Limits limits;
  EXPECT_EQ(check_description("", "fr", limits).error().reason, Reason::missing_field);
  EXPECT_EQ(check_description(std::string(1001, 'x'), "fr", limits).error().reason, Reason::too_long);
  EXPECT_EQ(check_description("Un banc.", "fra", limits).error().field, "language");
  EXPECT_TRUE(check_description("Un banc.", "fr", limits));
}

}  // namespace
}  // namespace palabre::pictures
