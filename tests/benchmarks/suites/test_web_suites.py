"""The suites of header values: what their projects publish is read whole, and the check agrees with it."""

from pathlib import Path

from benchmarks.suites import frame_options, hsts
from benchmarks.suites.suite import SuiteOptions

HSTS = """
TEST_F(Headers, LeadingSemicolons) {
  const char* test_cases[] = {
      "max-age=5",  ";max-age=5",
  };
  for (const char* value : test_cases) {
    EXPECT_TRUE(ParseHSTSHeader(value, &max_age, &include_subdomains));
    EXPECT_FALSE(include_subdomains);
  }
}

TEST_F(Headers, Names) {
  const char* test_cases[] = {
      "\\"max-age\\"=5",
  };
}

TEST_F(Headers, Valid) {
  EXPECT_FALSE(ParseHSTSHeader("abc",
                               &max_age, &include_subdomains));
  EXPECT_TRUE(ParseHSTSHeader(
      " max-age=5;"
      " includeSubDomains ", &max_age, &include_subdomains));
  EXPECT_TRUE(include_subdomains);
  EXPECT_TRUE(ParseHSTSHeader("max-age=6;", &max_age, &include_subdomains));
}
"""
FRAMES = """
xfo_simple_tests({
  headerValue: `DENY`,
  headerValue2: `NONSENSE`,
  crossOriginAllowed: false
});
xfo_simple_tests({
  headerValue: `NONSENSE`,
  sameOriginAllowed: true,
  crossOriginAllowed: true
});
"""


def test_the_vectors_of_hsts_are_read(tmp_path: Path) -> None:
    """From arrays and from single calls, literals that go on in the next line among them."""
    file = tmp_path / "net/http" / hsts.FILE
    file.parent.mkdir(parents=True)
    file.write_text(HSTS, encoding="utf-8")
    assert list(hsts.published(file)) == [
        ("max-age=5", hsts.TAKEN),
        (";max-age=5", hsts.TAKEN),
        ('"max-age"=5', hsts.IGNORED),
        ("abc", hsts.IGNORED),
        (" max-age=5; includeSubDomains ", hsts.SUBDOMAINS),
        ("max-age=6;", hsts.TAKEN),
    ]
    run = hsts.run(SuiteOptions(sources=tmp_path))
    assert (run.origin, run.agreeing, run.differing) == ("its own", 6, ())


def test_the_cases_of_frame_options_are_read(tmp_path: Path) -> None:
    """Each with what becomes of a frame at another site."""
    folder = tmp_path / "wpt" / frame_options.FOLDER
    folder.mkdir(parents=True)
    (folder / "multiple.html").write_text(FRAMES, encoding="utf-8")
    run = frame_options.run(SuiteOptions(sources=tmp_path))
    assert [(answer.case, answer.expected) for answer in run.answers] == [
        ("DENY | NONSENSE", frame_options.KEPT_OUT),
        ("NONSENSE", frame_options.FRAMED),
    ]
    assert (run.origin, run.differing) == ("its own", ())


def test_what_is_rebuilt_agrees() -> None:
    """The kinds of both suites, at least as many as the suites have."""
    for suite in (frame_options.SUITE, hsts.SUITE):
        run = suite.run(SuiteOptions())
        assert run.differing == ()
        assert run.agreeing >= suite.bar
        assert len({answer.case for answer in run.answers}) == len(run.answers)
