// The two leading eigenvectors of a symmetric matrix that is only known by what it does to vectors. Private to opinion groups.
#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace palabre::tally {

/// How many vectors a product takes at once.
inline constexpr std::size_t lanes = 4;

/// Vectors side by side: entry `row` of vector `lane` stands at row * lanes + lane.
using Block = std::vector<double>;

/// out = A in, for a symmetric matrix A without negative eigenvalues; `out` comes filled with zeros.
using BlockProduct = std::function<void(const Block& in, Block& out)>;

struct LeadingAxis {
  double eigenvalue = 0;
  std::vector<double> direction;  // of unit length; empty when the eigenvalue is 0
};

/// The leading axes of A, found by growing a block Krylov space, taking its best directions (Rayleigh-Ritz) and growing again from
/// them, until both residuals are below 1e-12 of the largest eigenvalue. The start is fixed: the same A gives the same answer.
/// Source: Golub and Van Loan, "Matrix Computations" (2013), sections 8.5 and 10.3; Wu and Simon, "Thick-restart Lanczos method for
/// large symmetric eigenvalue problems", SIAM J. Matrix Anal. Appl. 22 (2000).
std::array<LeadingAxis, 2> leading_axes(std::size_t dimension, const BlockProduct& product);

}  // namespace palabre::tally
