// The numbers of the roadmap as fields of its form.
#pragma once
#include "planning/figures.hpp"
#include "planning/roadmap.hpp"
#include "screens/form.hpp"

#include <vector>

namespace palabre::screens {

/// The fields that stand under a question: people under the context, time under the methods, hours under the means.
std::vector<Field> figure_fields(const Page& page, planning::Question question);
void fill_figures(Form& form, const planning::Figures& figures);

}  // namespace palabre::screens
