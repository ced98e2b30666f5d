import { Button, Modal, type ModalProps } from "antd";
import { type ReactNode, useContext, useMemo } from "react";
import { DialogContext, useLeaving } from "./useLeaving";

interface DialogProps extends Omit<ModalProps, "onCancel"> {
  /** Holds what was written and not sent; parts deeper within say so by `useUnsent`. */
  unsent?: boolean;
  onClose: () => void;
}

/** A dialog that is never left with something unsent without asking: not by Esc, nor by a click beside it. */
export function Dialog({ unsent = false, onClose, children, ...rest }: DialogProps) {
  const { close, held } = useLeaving(unsent, onClose);
  const within = useMemo(() => ({ close, held }), [close, held]);
  return (
    <Modal open {...rest} onCancel={close}>
      <DialogContext value={within}>{children}</DialogContext>
    </Modal>
  );
}

/** The button that leaves the dialog around it the same way, for dialogs that bring their own foot. */
export function LeaveButton({ children }: { children: ReactNode }) {
  const around = useContext(DialogContext);
  return <Button onClick={around?.close}>{children}</Button>;
}
