// Where participants and statements stand: the two principal components of the votes. Private to opinion groups.
#pragma once
#include "tally/opinions.hpp"

namespace palabre::tally {

struct Components {
  std::vector<double> center;
  std::array<std::vector<double>, 2> axes;  // per statement
  std::array<double, 2> explained{};        // share of the variance
};

/// The components of the matrix in which a missing vote is the statement's mean and a moderated-out statement is 0 throughout; not
/// scaled by variance. After centring, missing votes are zeros, so only votes cast are summed. The sign is fixed: the entry of
/// largest size is positive (of equals the first statement).
/// `order`: the participants in the order of summing.
Components find_components(const OpinionMatrix& matrix, const std::vector<std::uint32_t>& order);

/// sqrt(statements / votes) * sum over votes of (vote - center) * component. A moderated-out statement counts among the votes.
std::vector<Point> project_participants(const OpinionMatrix& matrix, const Components& components);

/// The projection of one agreement with each statement.
std::vector<Point> project_statements(const OpinionMatrix& matrix, const Components& components);

}  // namespace palabre::tally
