"""How Chromium is started: nothing of a user's, nothing in the background, and one way to the network."""

from pathlib import Path

JAVASCRIPT_MEMORY = 512  # MB of one page's heap
FEATURES_OFF = (  # as Playwright turns them off, each of which asks or changes something by itself
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "OptimizationHints", "AimEnabled"),
    *("NetworkTimeServiceQuerying", "PreconnectToSearch", "LensOverlay", "PaintHolding", "Translate"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "AcceptCHFrame"),
    *(
        "DnsOverHttps",
        "AsyncDns",
        "InterestFeedContentSuggestions",
        "CertificateTransparencyComponentUpdater",
    ),
)
FEATURES_ON = ("CDPScreenshotNewSurface", "SkipListAccountsWithoutGaiaCookies")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",  # to Playwright, and to nobody else
    f"--js-flags=--max-old-space-size={JAVASCRIPT_MEMORY}",
    f"--disable-features={','.join(FEATURES_OFF)}",
    f"--enable-features={','.join(FEATURES_ON)}",
    *(
        "--no-first-run",
        "--no-default-browser-check",
        "--no-service-autorun",
        "--disable-search-engine-choice-screen",
    ),
    *(
        "--disable-extensions",
        "--disable-default-apps",
        "--disable-component-extensions-with-background-pages",
    ),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-breakpad",
    ),
    *(
        "--disable-domain-reliability",
        "--disable-client-side-phishing-detection",
        "--disable-field-trial-config",
    ),
    *("--no-pings", "--metrics-recording-only", "--dns-prefetch-disable", "--disable-quic"),
    *("--disable-gpu", "--disable-dev-shm-usage", "--disable-back-forward-cache", "--disable-hang-monitor"),
    *(
        "--disable-notifications",
        "--disable-speech-api",
        "--disable-file-system",
        "--deny-permission-prompts",
    ),
    *("--password-store=basic", "--mute-audio", "--hide-scrollbars", "--force-color-profile=srgb"),
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    # Names are resolved by the proxy alone (as the Chromium project advises for SOCKS).
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--proxy-bypass-list=<-loopback>",
)


def flags(proxy_port: int, home: Path) -> tuple[str, ...]:
    """Those of one browser, with a new profile in the folder."""
    return (
        *FLAGS,
        f"--proxy-server=socks5://127.0.0.1:{proxy_port}",
        f"--user-data-dir={home / 'profile'}",
        f"--disk-cache-dir={home / 'cache'}",
        "about:blank",
    )
