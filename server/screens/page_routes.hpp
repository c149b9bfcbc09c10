// The rows each page adds to the table of routes. A new page: one .cpp, one line here, one in screens.cpp.
#pragma once
#include "http/route.hpp"

namespace palabre::screens {

http::Routes about_routes();
http::Routes answer_routes();
http::Routes answers_routes();
http::Routes easy_read_routes();
http::Routes commitment_form_routes();
http::Routes commitment_routes();
http::Routes commitment_work_routes();
http::Routes first_visit_routes();
http::Routes log_routes();
http::Routes release_routes();
http::Routes follow_up_routes();
http::Routes front_door_routes();
http::Routes hide_routes();
http::Routes follow_routes();
http::Routes home_routes();
http::Routes idea_routes();
http::Routes ideas_routes();
http::Routes inbox_routes();
http::Routes data_routes();
http::Routes feed_routes();
http::Routes light_form_routes();
http::Routes mail_routes();
http::Routes me_list_routes();
http::Routes merge_routes();
http::Routes moderation_routes();
http::Routes notices_routes();
http::Routes phases_routes();
http::Routes poster_routes();
http::Routes redesign_form_routes();
http::Routes redesign_routes();
http::Routes roles_routes();
http::Routes settings_routes();
http::Routes support_routes();
http::Routes comment_routes();
http::Routes sign_in_routes();
http::Routes fragment_routes();
http::Routes idea_form_routes();
http::Routes idea_new_routes();
http::Routes idea_pictures_routes();
http::Routes versions_routes();
http::Routes search_routes();
http::Routes web_manifest_routes();
http::Routes account_routes();
http::Routes report_routes();

/// A GET row for every address that forms post to and that has none: it leads to the page above.
void add_pages_above(http::Routes& rows);

}  // namespace palabre::screens
