// The scene of the discussion's tests, in which everybody can sign in, and the acts whose news is told.
#pragma once
#include "discussion/post_comment.hpp"
#include "discussion/test_scene.hpp"
#include "followup/publish_answer.hpp"
#include "notices/follow.hpp"
#include "notices/notice_store.hpp"
#include "notices/tell_people.hpp"

namespace palabre::tests {

class NoticeScene : public Scene {
 protected:
  NoticeScene() {
    for (int id = 1; id <= 8; ++id) {
      const std::string email = "p" + std::to_string(id) + "@example.org";
      tx().run("UPDATE person SET email = $2, email_verified_at = 1 WHERE id = $1", id, email);
    }
  }

  CommentId comment(PersonId by, std::string_view words, CommentId parent = {}) {
    discussion::PostComment wanted;
    wanted.idea = idea;
    wanted.parent = parent;
    wanted.body = words;
    wanted.language = "fr";
    return discussion::post_comment(tx(), actor(by), wanted, store.limits).value().comment;
  }
  void answer(followup::AnswerKind kind) {
    followup::PublishAnswer wanted;
    wanted.idea = idea;
    wanted.kind = kind;
    wanted.texts["fr"] = "Nous le ferons.";
    ASSERT_TRUE(followup::publish_answer(tx(), actor(officer), wanted));
  }
  void tell() {
    while (notices::tell_events(tx(), 200)) {
    }
    notices::tell_merges(tx());
    notices::tell_closing_phases(tx());
    notices::tell_coming_rounds(tx());
  }
  void follow(PersonId who) { ASSERT_TRUE(notices::follow(tx(), actor(who), notices::target_of(idea), true)); }
  void follow_redesign(PersonId who) { ASSERT_TRUE(notices::follow(tx(), actor(who), notices::target_of(redesign), true)); }
  std::vector<notices::Notice> told(PersonId who) { return notices::load_notices(tx(), who, {}, 100); }
  /// "comment 2, answer 1": kinds and counts, newest first.
  std::string lines(PersonId who) {
    std::string text;
    for (const auto& notice : told(who)) {
      text += (text.empty() ? "" : ", ") + std::string(notices::name_of(notice.kind)) + " " + std::to_string(notice.count);
    }
    return text;
  }
};

}  // namespace palabre::tests
