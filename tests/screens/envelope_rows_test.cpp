// What the papers of an envelope say, and what is asked before a voice is lost.
#include "screens/envelope_rows.hpp"

#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using screens::EnvelopeRows;
using screens::Form;
using testing::ElementsAre;
using testing::IsEmpty;

class EnvelopeRowsOf : public ::testing::Test {
 protected:
  EnvelopeRowsOf() {
    for (int position = 1; position <= 4; ++position) {
      votes::Option option;
      option.position = position;
      option.texts = {{"fr", "Projet"}};
      vote.options.push_back(option);
    }
    vote.method = votes::Method::ranked;
    vote.seats = 1;
  }
  EnvelopeRows read(const tests::FormFields& fields) {
    http::Request request = tests::Site::request_of(http::Method::post, "/fr/vote-batches/1/papers");
    const http::PathValues values;
    const std::optional<http::Viewer> viewer;
    const http::Call call{request, values, viewer, site.services, site.store.clock.now(), nullptr};
    const auto page = screens::Page::open_anyhow(call);
    return screens::read_envelope_rows(page, vote, Form::of_fields(fields));
  }

  tests::SeededSite site;
  votes::Vote vote;
};

TEST_F(EnvelopeRowsOf, RanksAreGroupsLowestFirst) {
  const auto rows = read({{"p1.code", "A"}, {"p1.o1", "20"}, {"p1.o2", "1"}, {"p1.o4", " 1 "}, {"p3.code", "B"}, {"p3.o3", "7"}});
  EXPECT_THAT(rows.problems, IsEmpty());
  ASSERT_EQ(rows.entries.size(), 2U);
  EXPECT_EQ(rows.entries[0].choices, (votes::Choices{{2, 4}, {1}})) << "option 3 stands last by itself";
  EXPECT_EQ(rows.entries[1].choices, (votes::Choices{{3}}));
  EXPECT_THAT(rows.row_of, ElementsAre(1U, 3U));
}

TEST_F(EnvelopeRowsOf, ABlankPaperIsSaidToBeBlank) {
  EXPECT_EQ(read({{"p1.code", "A"}}).problems.count(1), 1U);
  EXPECT_EQ(read({{"p1.code", "A"}, {"p1.o1", "1"}, {"p1.blank", "1"}}).problems.count(1), 1U);
  const auto rows = read({{"p1.code", "A"}, {"p1.blank", "1"}});
  EXPECT_THAT(rows.problems, IsEmpty());
  EXPECT_THAT(rows.entries.at(0).choices, IsEmpty());
}

TEST_F(EnvelopeRowsOf, WhatIsNoBallotIsSaidAtItsRow) {
  EXPECT_EQ(read({{"p2.o1", "1"}}).problems.count(2), 1U) << "no code";
  EXPECT_EQ(read({{"p2.code", "A"}, {"p2.o1", "first"}}).problems.count(2), 1U);
  EXPECT_EQ(read({{"p2.code", "A"}, {"p2.o1", "0"}}).problems.count(2), 1U);
  EXPECT_EQ(read({}).problems.size(), 1U) << "an empty form enters nothing";
  vote.method = votes::Method::approval;
  vote.choices_max = 1;
  EXPECT_EQ(read({{"p2.code", "A"}, {"p2.o1", "1"}, {"p2.o2", "1"}}).problems.count(2), 1U) << "more than the ballot allows";
}

TEST_F(EnvelopeRowsOf, ARefusalIsSaidAtTheRowItIsAbout) {
  const auto rows = read({{"p1.code", "A"}, {"p1.blank", "1"}, {"p4.code", "B"}, {"p4.o1", "1"}});
  http::Request request = tests::Site::request_of(http::Method::post, "/fr/vote-batches/1/papers");
  const http::PathValues values;
  const std::optional<http::Viewer> viewer;
  const http::Call call{request, values, viewer, site.services, site.store.clock.now(), nullptr};
  const auto page = screens::Page::open_anyhow(call);
  EXPECT_EQ(screens::problems_of_refusal(page, rows, refuse(Reason::bad_field, "", "entries.1.code")).count(4), 1U);
  EXPECT_EQ(screens::problems_of_refusal(page, rows, refuse(Reason::batch_not_reconciled, "", "entries")).size(), 1U);
  EXPECT_THAT(screens::problems_of_refusal(page, rows, refuse(Reason::already_decided)), IsEmpty());
}

}  // namespace
}  // namespace palabre
