// Light contributions as public JSON, and one's own marks.
#pragma once
#include "light/light_repo.hpp"
#include "redesigns/redesign_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::light {

/// {id, texts, answers, choices: [{position, texts, answers}]}
nlohmann::json question_view(const Question& question);
/// {is_on, reactions, question | null, allowed {react, answer}}
nlohmann::json light_view(db::Tx& tx, const redesigns::Redesign& redesign, const Light& light);
/// {reacted: [idea ids], choice | null}
nlohmann::json own_view(const OwnMarks& own);

}  // namespace palabre::light
