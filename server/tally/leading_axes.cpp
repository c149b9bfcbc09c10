// Block Krylov search for the leading eigenvectors, with Jacobi rotations for the small matrix. Called by find_components.
#include "tally/leading_axes.hpp"

#include "tally/random.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palabre::tally {
namespace {

using Vector = std::vector<double>;

constexpr std::size_t basis_max = 48;  // directions searched at once
constexpr std::size_t kept_max = 8;    // directions carried into the next cycle
constexpr int cycles_max = 200;
constexpr double residual_max = 1e-12;
constexpr double nothing = 1e-13;      // of the largest eigenvalue: below it an eigenvalue is rounding

double dot(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

void add_scaled(Vector& to, double factor, const Vector& vector) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * vector[i];
}

void scale(Vector& vector, double factor) {
  for (double& entry : vector) entry *= factor;
}

struct SmallMatrix {
  std::size_t size = 0;
  std::vector<double> entries;
  double& at(std::size_t row, std::size_t column) { return entries[row * size + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return entries[row * size + column]; }
};

/// One Jacobi rotation that makes a[p][q] zero; `turned` collects the rotations, a row per eigenvector.
void rotate(SmallMatrix& a, SmallMatrix& turned, std::size_t p, std::size_t q) {
  const double theta = (a.at(q, q) - a.at(p, p)) / (2 * a.at(p, q));
  const double t = (theta >= 0 ? 1.0 : -1.0) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1);
  const double s = t * c;
  const auto turn = [c, s](double& x, double& y) {
    const double old = x;
    x = c * old - s * y;
    y = s * old + c * y;
  };
  for (std::size_t i = 0; i < a.size; ++i) turn(a.at(p, i), a.at(q, i));
  for (std::size_t i = 0; i < a.size; ++i) turn(a.at(i, p), a.at(i, q));
  for (std::size_t i = 0; i < a.size; ++i) turn(turned.at(p, i), turned.at(q, i));
  a.at(p, q) = a.at(q, p) = 0;
}

/// The eigenvectors of `a` as rows, by falling eigenvalue; `a` becomes diagonal. Source: Jacobi 1846; Golub and Van Loan 8.5.
SmallMatrix eigenvectors_of(SmallMatrix& a, std::vector<std::size_t>& order) {
  SmallMatrix turned{a.size, Vector(a.size * a.size, 0.0)};
  double trace = 0;
  for (std::size_t i = 0; i < a.size; ++i) {
    turned.at(i, i) = 1;
    trace += std::abs(a.at(i, i));
  }
  for (int sweep = 0; sweep < 60; ++sweep) {
    bool has_turned = false;
    for (std::size_t p = 0; p < a.size; ++p)
      for (std::size_t q = p + 1; q < a.size; ++q) {
        if (std::abs(a.at(p, q)) <= 1e-18 * trace) continue;
        rotate(a, turned, p, q);
        has_turned = true;
      }
    if (!has_turned) break;
  }
  order.resize(a.size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a.at(i, i) > a.at(j, j); });
  return turned;
}

/// An orthonormal basis with its image under A, and the directions in which it grows next.
class Search {
 public:
  Search(std::size_t dimension, const BlockProduct& product) : dimension_(dimension), product_(product) {
    Chance chance(Seed{0, 0, 0, 1});
    Block start(dimension * lanes);
    for (double& entry : start) entry = chance.unit() - 0.5;
    next_ = lanes_of(image_of(start));
    for (const auto& vector : next_) largest_ = std::max(largest_, std::sqrt(dot(vector, vector) / static_cast<double>(dimension)));
  }

  /// Grows to the full basis, or until nothing new is found.
  void grow() {
    const std::size_t full = std::min(basis_max, dimension_);
    while (basis_.size() < full) {
      const std::size_t before = basis_.size();
      for (auto& vector : next_)
        if (basis_.size() < full) add(std::move(vector));
      if (basis_.size() == before) break;
      append_images(before);
      next_.assign(images_.begin() + static_cast<std::ptrdiff_t>(before), images_.end());
    }
    is_exhausted_ = basis_.size() < full || full == dimension_;
  }

  /// Turns the basis to its best directions and keeps a few of them. True when the leading two are found.
  bool settle() {
    SmallMatrix inner{basis_.size(), Vector(basis_.size() * basis_.size())};
    for (std::size_t i = 0; i < basis_.size(); ++i)
      for (std::size_t j = 0; j <= i; ++j) inner.at(i, j) = inner.at(j, i) = dot(basis_[i], images_[j]);
    std::vector<std::size_t> order;
    const SmallMatrix vectors = eigenvectors_of(inner, order);
    order.resize(std::min(kept_max, order.size()));
    values_.clear();
    for (const std::size_t i : order) values_.push_back(inner.at(i, i));
    if (!values_.empty()) largest_ = values_.front();
    basis_ = combined(basis_, vectors, order);
    images_ = combined(images_, vectors, order);
    return keep_residuals() || is_exhausted_;
  }

  [[nodiscard]] LeadingAxis axis(std::size_t at) const {
    if (at >= values_.size() || values_[at] <= nothing * largest_ || values_[at] <= 0) return {};
    return {values_[at], basis_[at]};
  }

 private:
  [[nodiscard]] Block image_of(const Block& in) const {
    Block out(in.size(), 0.0);
    product_(in, out);
    return out;
  }

  [[nodiscard]] std::vector<Vector> lanes_of(const Block& block) const {
    std::vector<Vector> vectors(lanes, Vector(dimension_));
    for (std::size_t i = 0; i < dimension_; ++i)
      for (std::size_t lane = 0; lane < lanes; ++lane) vectors[lane][i] = block[i * lanes + lane];
    return vectors;
  }

  /// Takes `vector` into the basis unless what is new in it is only rounding.
  void add(Vector vector) {
    for (int pass = 0; pass < 3; ++pass) {
      for (const auto& known : basis_) add_scaled(vector, -dot(known, vector), known);
      const double length = std::sqrt(dot(vector, vector));
      if (!(length > (pass == 0 ? 1e-14 * largest_ : 0.1))) return;
      scale(vector, 1 / length);
    }
    basis_.push_back(std::move(vector));
  }

  void append_images(std::size_t from) {
    Block in(dimension_ * lanes, 0.0);
    for (std::size_t lane = 0; from + lane < basis_.size(); ++lane)
      for (std::size_t i = 0; i < dimension_; ++i) in[i * lanes + lane] = basis_[from + lane][i];
    auto images = lanes_of(image_of(in));
    for (std::size_t lane = 0; from + lane < basis_.size(); ++lane) images_.push_back(std::move(images[lane]));
  }

  [[nodiscard]] std::vector<Vector> combined(const std::vector<Vector>& vectors, const SmallMatrix& by, const std::vector<std::size_t>& rows) const {
    std::vector<Vector> sums(rows.size(), Vector(dimension_, 0.0));
    for (std::size_t row = 0; row < rows.size(); ++row)
      for (std::size_t i = 0; i < vectors.size(); ++i) add_scaled(sums[row], by.at(rows[row], i), vectors[i]);
    return sums;
  }

  /// What A turns out of the kept directions is where to search next. True when it is nothing for the leading two.
  bool keep_residuals() {
    next_.clear();
    bool is_found = true;
    for (std::size_t i = 0; i < std::min(lanes, basis_.size()); ++i) {
      Vector residual = images_[i];
      add_scaled(residual, -values_[i], basis_[i]);
      if (i < 2 && std::sqrt(dot(residual, residual)) > residual_max * largest_) is_found = false;
      next_.push_back(std::move(residual));
    }
    return is_found;
  }

  std::size_t dimension_;
  const BlockProduct& product_;
  std::vector<Vector> basis_;
  std::vector<Vector> images_;
  std::vector<Vector> next_;
  std::vector<double> values_;
  double largest_ = 0;
  bool is_exhausted_ = false;
};

}  // namespace

std::array<LeadingAxis, 2> leading_axes(std::size_t dimension, const BlockProduct& product) {
  if (dimension == 0) return {};
  Search search(dimension, product);
  for (int cycle = 0; cycle < cycles_max; ++cycle) {
    search.grow();
    if (search.settle()) break;
  }
  return {search.axis(0), search.axis(1)};
}

}  // namespace palabre::tally
