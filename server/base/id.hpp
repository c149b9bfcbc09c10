// Typed ids: an idea's id can never be passed where a person's is wanted.
#pragma once
#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace palabre {

/// A positive 63-bit number that names one row of `Tag`'s table; 0 means "none yet". In JSON and URLs it is a string.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
  [[nodiscard]] constexpr bool is_set() const { return value > 0; }
  [[nodiscard]] std::string text() const { return std::to_string(value); }

  /// Reads "40"; nothing for signs, spaces, leading zeros, zero and overflow.
  static std::optional<Id> parse(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number <= 0 || text.front() == '0') return std::nullopt;
    return Id{number};
  }
};

struct PersonTag;
struct OrganisationTag;
struct SessionTag;
struct RedesignTag;
struct PhaseTag;
struct IdeaTag;
struct CommentTag;
struct AnswerTag;
struct ReportTag;
struct MergeTag;
struct DraftTag;
struct QuestionTag;
struct ContributorTag;
struct PictureTag;
struct DecisionTag;
struct PendingAnswerTag;
struct RoundTag;
struct TableTag;
struct SeatTag;
struct TurnTag;
struct StatementTag;
struct JoinTag;

using PersonId = Id<PersonTag>;
using OrganisationId = Id<OrganisationTag>;
using SessionId = Id<SessionTag>;
using RedesignId = Id<RedesignTag>;
using PhaseId = Id<PhaseTag>;
using IdeaId = Id<IdeaTag>;
using CommentId = Id<CommentTag>;
using AnswerId = Id<AnswerTag>;
using ReportId = Id<ReportTag>;
using MergeId = Id<MergeTag>;
using DraftId = Id<DraftTag>;
using QuestionId = Id<QuestionTag>;
using ContributorId = Id<ContributorTag>;
using PictureId = Id<PictureTag>;
using DecisionId = Id<DecisionTag>;
using PendingAnswerId = Id<PendingAnswerTag>;
using RoundId = Id<RoundTag>;
using TableId = Id<TableTag>;
using SeatId = Id<SeatTag>;
using TurnId = Id<TurnTag>;
using StatementId = Id<StatementTag>;
using JoinId = Id<JoinTag>;

}  // namespace palabre

template <class Tag>
struct std::hash<palabre::Id<Tag>> {
  std::size_t operator()(palabre::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
