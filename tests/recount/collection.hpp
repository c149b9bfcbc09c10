// The collection of real elections with published answers that the recount tests run when it is at hand.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palabre::recount {

/// The folder `name` of the collection: under $PALABRE_DATA, or else ../shared/data beside the project. Nothing when it is not there:
/// the tests then run the small cases of tests/data only. The count of cases is printed at the end of the run.
std::optional<std::filesystem::path> collection(const std::string& name);

/// Files of a folder with this ending (".blt"), sorted by name; an empty list when the folder is absent.
std::vector<std::filesystem::path> files_of(const std::optional<std::filesystem::path>& folder, const std::string& ending);

/// The whole text of a file that must exist.
std::string text_of(const std::filesystem::path& file);

/// The folder tests/data of the project: small cases with a clear licence.
std::filesystem::path shipped_data();

/// Counts one case checked against its published answer, under the name of its data set.
void count_case(const std::string& data_set);

}  // namespace palabre::recount
