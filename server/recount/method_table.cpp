// The rows of the table of methods. Read by methods.cpp and the command.
#include "recount/methods.hpp"

namespace palabre::recount {
namespace {

constexpr const char* rankings = "rankings (BLT, ABIF, own JSON) or grades, read as rankings (ABIF, Pabulib, own JSON)";
constexpr const char* projects = "a budget, costs and approvals or points (Pabulib, own JSON)";

std::vector<MethodRow> ranked_rows() {
  return {
      {"stv", "Several seats: whoever reaches the quota is elected and hands on the surplus, whoever has least is eliminated.", rankings, Input::rankings,
       {{"rule", "scotland|wigm|meek"}, {"seats"}, {"seed"}}, &report_stv},
      {"irv", "One seat: whoever has least is eliminated and the ballots move on, until one option has the majority.", rankings, Input::rankings, {{"seed"}}, &report_irv},
  };
}

std::vector<MethodRow> budget_rows() {
  return {
  };
}

std::vector<MethodRow> mark_rows() {
  return {
  };
}

std::vector<MethodRow> people_rows() {
  return {
  };
}

}  // namespace

const std::vector<MethodRow>& method_table() {
  static const std::vector<MethodRow> rows = [] {
    std::vector<MethodRow> all;
    for (const auto& part : {ranked_rows(), budget_rows(), mark_rows(), people_rows()}) all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return rows;
}

}  // namespace palabre::recount
