// Reads the QR code of a page with the camera, where the browser can; the picture stays in it.
// Elsewhere the button is not shown, and the code is typed.

const opener = document.querySelector("[data-scans]");
const dialog = opener && document.getElementById(opener.dataset.scans);
const CODE = /([0-9A-Fa-f]{32})/;

async function supported() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

function darkens(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
}

async function scan() {
  dialog.showModal();
  const video = dialog.querySelector("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (!dialog.open) return darkens(video); // it was closed before the camera was let in
    await video.play();
  } catch {
    dialog.querySelector("[role=status]").textContent = dialog.dataset.refused;
    return;
  }
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (dialog.open) {
    for (const found of await detector.detect(video)) {
      const code = CODE.exec(found.rawValue.replaceAll("-", ""))?.[1];
      if (code) {
        dialog.close();
        location.assign(`/verify/${code.toLowerCase()}`);
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

if (opener && (await supported())) {
  opener.hidden = false;
  opener.addEventListener("click", scan);
  dialog.addEventListener("close", () => darkens(dialog.querySelector("video")));
}
