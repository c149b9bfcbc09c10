// What the page hands to the client's scripts: where it is, what to listen to, the words the browser needs.
#pragma once
#include "screens/page.hpp"

#include <string>
#include <vector>

namespace palabre::screens {

/// {"lang","base","channels","seq","signed_in","strings"} safe inside <script type="application/json">. `seq` is the newest
/// event the page was made from: the client resumes there.
std::string client_state_json(const Page& page, const std::vector<std::string>& channels);

/// JSON text in which no "<" stands, so that nothing in it can end the script element.
std::string script_safe(std::string json_text);

}  // namespace palabre::screens
